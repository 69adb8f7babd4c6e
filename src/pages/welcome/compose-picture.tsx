import { t } from "../i18n";

/** A webmail's compose window with our lock beside its Send; drawn in theme colours, so it follows the theme. */
export function ComposePicture() {
  return (
    <svg class="picture" viewBox="0 0 480 236" role="img" aria-label={t("next_picture")}>
      <rect x=".5" y=".5" width="479" height="235" rx="10" fill="var(--paper-2)" stroke="var(--line)" />
      <rect x="56.500" y="20.500" width="367" height="215" rx="8" fill="var(--paper)" stroke="var(--line)" />
      <path d="M56.500 48V28.500a8 8 0 0 1 8-8h351a8 8 0 0 1 8 8V48z" fill="var(--u-bg)" />
      <g fill="var(--ink-2)">
        <circle cx="374" cy="34" r="3" opacity=".5" />
        <circle cx="388" cy="34" r="3" opacity=".5" />
        <circle cx="402" cy="34" r="3" opacity=".5" />
        <rect x="72" y="31" width="76" height="6" rx="3" opacity=".7" />
      </g>
      <g stroke="var(--line)">
        <path d="M72 80.500h336M72 108.500h336" />
      </g>
      <g fill="var(--ink-2)" opacity=".55">
        <rect x="72" y="62" width="16" height="6" rx="3" />
        <rect x="72" y="90" width="32" height="6" rx="3" />
      </g>
      <rect x="98.500" y="54.500" width="96" height="20" rx="10" fill="var(--a-bg)" stroke="var(--line)" />
      <path
        d="m107 65 2.600 2.600 4.800-5.200"
        fill="none"
        stroke="var(--a)"
        stroke-width="1.800"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
      <rect x="121" y="62" width="60" height="6" rx="3" fill="var(--a)" opacity=".75" />
      <rect x="116" y="90" width="118" height="6" rx="3" fill="var(--ink)" opacity=".7" />
      <g fill="var(--ink-2)" opacity=".4">
        <rect x="72" y="126" width="292" height="6" rx="3" />
        <rect x="72" y="142" width="256" height="6" rx="3" />
        <rect x="72" y="158" width="132" height="6" rx="3" />
      </g>
      <rect x="72" y="190" width="76" height="30" rx="15" fill="var(--ink-2)" opacity=".35" />
      <rect x="92" y="202" width="36" height="6" rx="3" fill="var(--paper)" />
      <circle
        cx="190"
        cy="205"
        r="25"
        fill="none"
        stroke="var(--wax)"
        stroke-width="1.500"
        stroke-dasharray="3 4"
        opacity=".8"
      />
      <rect x="174" y="189" width="32" height="32" rx="8" fill="var(--wax)" />
      <path d="M185.500 203v-2.800a4.500 4.500 0 0 1 9 0v2.800" fill="none" stroke="var(--wax-ink)" stroke-width="2" />
      <rect x="183" y="203" width="14" height="10.500" rx="2" fill="var(--wax-ink)" />
      <g fill="var(--ink-2)" opacity=".35">
        <rect x="236" y="198" width="14" height="14" rx="3" />
        <rect x="260" y="198" width="14" height="14" rx="3" />
        <rect x="284" y="198" width="14" height="14" rx="3" />
      </g>
    </svg>
  );
}

// npx tsx e2e/lab/by-hand.ts [sogo]: the lab with Roundcube, or with SOGo (packages sogo, memcached and postgresql, which no test
// needs), until Ctrl+C, to look at its pages and to hold an adapter against them. Prints what a browser needs to reach it.
import { addressOf, passwordOf, startLab, USERS, WEBMAIL } from "./lab";
import { startRoundcube } from "./roundcube";
import { startSogo } from "./sogo";

const sogo = process.argv.includes("sogo");
const lab = await startLab(new Map(), sogo ? startSogo : startRoundcube);
const rules = Object.entries(lab.map).map(([host, port]) => `MAP ${host} 127.0.0.1:${port}`);
console.log(`${WEBMAIL}/${sogo ? "SOGo/" : ""}`);
console.log(`chromium --ignore-certificate-errors --host-resolver-rules="${rules.join(", ")}"`);
for (const user of USERS) console.log(`${addressOf(user)} ${passwordOf(user)}`);
console.log(`SMTP: 127.0.0.1:${lab.smtpPort}`);

const awake = setInterval(() => {}, 1 << 30);
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => {
    clearInterval(awake);
    void lab.stop();
  });

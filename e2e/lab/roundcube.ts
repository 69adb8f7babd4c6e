import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { asServer, freePorts, startServer, waitForPorts } from "./processes";
import { runProgram } from "./program";
import { startRelay } from "./relay";
import type { StartWebmail } from "./webmail-server";

const config = (dir: string, imap: number, smtp: number): string => `<?php
$config = [
    'db_dsnw' => 'sqlite:///${dir}/roundcube.sqlite?mode=0600',
    'imap_host' => '127.0.0.1:${imap}',
    'smtp_host' => '127.0.0.1:${smtp}',
    'smtp_user' => '%u',
    'smtp_pass' => '%p',
    'mail_domain' => 'example.test',
    'product_name' => 'Webmail',
    'des_key' => 'test-only-24-characters!',
    'plugins' => [],
    'skin' => 'elastic',
    'enable_spellcheck' => false,
    'log_dir' => '${dir}/logs',
    'temp_dir' => '${dir}/temp',
    'language' => 'en_US',
    'htmleditor' => 0,
    'draft_autosave' => 60,
    'use_https' => true,
    'session_lifetime' => 600,
];
`;

/** Debian's Roundcube under PHP's own server, behind a TLS relay that keeps what browsers post. */
export const startRoundcube: StartWebmail = async (dir, take, certificate, servers) => {
  const [backend] = (await freePorts(1)) as [number];
  for (const folder of ["logs", "temp", "config"]) mkdirSync(join(dir, folder), { recursive: true });
  writeFileSync(join(dir, "config/config.inc.php"), config(dir, servers.imap, servers.smtp));
  for (const file of ["defaults.inc.php", "mimetypes.php"])
    symlinkSync(`/etc/roundcube/${file}`, join(dir, "config", file));
  const schema = "/usr/share/roundcube/SQL/sqlite.initial.sql";
  runProgram("php", [
    "-r",
    "$d = new PDO('sqlite:' . $argv[1]); $d->exec(file_get_contents($argv[2]));",
    join(dir, "roundcube.sqlite"),
    schema,
  ]);
  take(dir);
  const php = startServer(
    dir,
    "php",
    [
      ...asServer,
      "php",
      "-d",
      `error_log=${dir}/logs/php.log`,
      "-d",
      "upload_max_filesize=30M",
      "-d",
      "post_max_size=32M",
      "-d",
      "memory_limit=256M",
      "-S",
      `127.0.0.1:${backend}`,
      "-t",
      "/var/lib/roundcube/public_html",
    ],
    // One request at a time: Roundcube loses its compose session when two requests of a user write at once.
    { PHP_CLI_SERVER_WORKERS: "1", ROUNDCUBE_CONFIG_DIR: join(dir, "config") },
  );
  await waitForPorts("Roundcube", [backend]);

  const relay = await startRelay(certificate, backend);
  return {
    port: relay.port,
    posted: relay.posted,
    async stop() {
      relay.stop();
      await php.stop();
    },
  };
};

import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import { join } from "node:path";
import type { Certificate } from "../browser/certificate";
import { asServer, freePorts, listen, startServer, waitForPorts } from "./processes";
import { runProgram } from "./program";

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

export interface Roundcube {
  /** TLS port to map the webmail's host name to. */
  readonly port: number;
  /** Everything browsers have posted so far, form encoding decoded. */
  readonly posted: () => string;
  readonly stop: () => Promise<void>;
}

/** Debian's Roundcube under PHP's own server, behind a TLS relay that keeps what browsers post. */
export async function startRoundcube(
  dir: string,
  take: (path: string) => void,
  certificate: Certificate,
  servers: { imap: number; smtp: number },
): Promise<Roundcube> {
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

  const posted: Buffer[] = [];
  const relay = https.createServer({ key: certificate.key, cert: certificate.cert }, (request, response) => {
    const upstream = http.request(
      {
        host: "127.0.0.1",
        port: backend,
        method: request.method,
        path: request.url,
        headers: { ...request.headers, connection: "close" },
      },
      (answer) => {
        const { connection: _hop, ...headers } = answer.headers;
        response.writeHead(answer.statusCode ?? 502, headers);
        answer.pipe(response);
      },
    );
    upstream.on("error", () => response.destroy());
    posted.push(Buffer.from(`${request.method} ${request.url}\n`));
    request.on("data", (chunk: Buffer) => posted.push(chunk));
    request.pipe(upstream);
  });
  const port = await listen(relay);
  return {
    port,
    posted() {
      const raw = Buffer.concat(posted).toString("utf8").replaceAll("+", " ");
      return raw.replace(/(?:%[0-9A-F]{2})+/gi, (bytes) =>
        Buffer.from(bytes.replaceAll("%", ""), "hex").toString("utf8"),
      );
    },
    async stop() {
      relay.close();
      relay.closeAllConnections();
      await php.stop();
    },
  };
}

import { useSignal } from "@preact/signals";
import { useEffect, useId } from "preact/hooks";
import { addressParts } from "../../domain/discovery/owner-name";
import { publishesNothing } from "../../domain/discovery/web-key-directory";
import type { PublishedKey } from "../../domain/publish/published";
import { ask, failureWord } from "../components/ask";
import { Notice } from "../components/notice";
import { identities, settings } from "../components/own/identities";
import { t, type WordKey } from "../i18n";
import { Heading } from "./heading";
import { NoKey } from "./no-key";
import { PublishByMail } from "./publish-by-mail";
import { PublishInDns } from "./publish-dns";
import { PublishByHand } from "./publish-hand";
import { PublishOnServer } from "./publish-server";
import { PublishOnWeb } from "./publish-web";
import { route } from "./route";
import "./publish.css";
import { Select } from "../components/controls";

/** Every way to publish one's own key, each with a check that it can be found. */
export function Publish() {
  const own = identities.value.flatMap(({ fingerprint, addresses }) =>
    addresses.map((address) => ({ fingerprint, address })),
  );
  // A link for one address selects it and leads to the way that is open to everybody.
  const { item } = route.value;
  const chosen = useSignal(
    Math.max(
      0,
      own.findIndex(({ address }) => address === item),
    ),
  );
  const id = useId();
  const current = own[chosen.value] ?? own[0];
  return (
    <>
      <Heading title={t("section_publish")}>{t("publish_intro")}</Heading>
      {!current && <NoKey />}
      {own.length > 1 && (
        <div class="field-block narrow">
          <label class="label" for={id}>
            {t("publish_address")}
          </label>
          <Select
            id={id}
            value={String(chosen.value)}
            onChange={(event) => {
              chosen.value = Number(event.currentTarget.value);
            }}
          >
            {own.map(({ address }, index) => (
              <option key={address} value={String(index)}>
                {address}
              </option>
            ))}
          </Select>
        </div>
      )}
      {current && (
        <Ways key={`${current.fingerprint} ${current.address}`} {...current} led={current.address === item} />
      )}
    </>
  );
}

interface WaysProps {
  readonly fingerprint: string;
  readonly address: string;
  readonly led: boolean;
}

function Ways({ fingerprint, address, led }: WaysProps) {
  const own = useSignal<PublishedKey | null>(null);
  const error = useSignal<WordKey | null>(null);
  useEffect(() => {
    void ask("publish.key", { fingerprint, address }).then((answer) => {
      if (answer.ok) own.value = answer.value;
      else error.value = failureWord(answer.code, { unknown: "error_export_unknown" });
    });
  }, []);
  if (error.value)
    return (
      <Notice tone="bad" role="alert">
        {t(error.value)}
      </Notice>
    );
  if (!own.value) return null;
  const parts = addressParts(own.value.address);
  const servers = settings.value.keyServers.filter(({ kind }) => kind !== "hkp");
  return (
    <>
      {parts && !publishesNothing(parts.domain) && (
        <>
          <PublishInDns own={own.value} parts={parts} />
          <PublishOnWeb own={own.value} parts={parts} />
          <PublishByMail own={own.value} domain={parts.domain} />
        </>
      )}
      {parts && publishesNothing(parts.domain) && (
        <Notice icon="globe" title={t("publish_not_yours_title", { domain: parts.domain })}>
          {t("publish_not_yours", { domain: parts.domain })}
        </Notice>
      )}
      {!parts && <Notice icon="globe">{t("publish_not_public")}</Notice>}
      {parts &&
        servers.map((server, i) => (
          <PublishOnServer key={server.origin} own={own.value!} server={server} led={led && i === 0} />
        ))}
      <PublishByHand own={own.value} />
    </>
  );
}

import { useSignal } from "@preact/signals";
import { useEffect, useId } from "preact/hooks";
import type { Contact } from "../../domain/trust/contact";
import type { Verification } from "../../domain/trust/verification-number";
import { ask } from "../components/ask";
import { Select } from "../components/controls";
import { Fingerprint } from "../components/fingerprint";
import { Icon } from "../components/icon";
import { Notice } from "../components/notice";
import { identities } from "../components/own/identities";
import { formatDate, t, type WordKey } from "../i18n";
import { useArrival } from "./arrive";
import { Saved, type SaveState } from "./saved";
import { Tabs } from "./tabs";
import { VerifyNumber } from "./verify-number";
import { VerifyScan } from "./verify-scan";

interface Props {
  readonly contact: Contact;
  readonly onChange: (next: Contact) => void;
  /** A link led here. */
  readonly led: boolean;
}

/**
 * Two people check that nobody is between them: by codes that their computers scan, or by a number they read out. While a
 * rival key is held, only a code helps: it names the key, whereas a number only shows that two keys match.
 */
export function VerifyContact({ contact, onChange, led }: Props) {
  const place = useArrival<HTMLHeadingElement>(led);
  const state = useSignal<SaveState>(null);
  const name = contact.name || contact.address;
  const verifiedAt = contact.state === "changed" ? null : contact.verifiedAt;
  const set = async (verified: boolean): Promise<void> => {
    const answer = await ask("contact.verify", { address: contact.address, verified });
    state.value = answer.ok ? null : "failed";
    if (answer.ok) onChange(answer.value);
  };
  return (
    <section class="pad stack" aria-label={t("verify_title")}>
      <h2 tabIndex={-1} ref={place}>
        {t("verify_title")}
      </h2>
      <div role="status">
        {verifiedAt !== null && (
          <Notice tone="good" title={t("verify_done_title", { date: formatDate(verifiedAt) })}>
            {t("verify_done", { name })}
          </Notice>
        )}
      </div>
      {verifiedAt === null ? (
        <Ways contact={contact} name={name} onVerified={onChange} onMatch={() => void set(true)} />
      ) : (
        <div class="row">
          <button type="button" class="button small" onClick={() => void set(false)}>
            {t("verify_undo")}
          </button>
        </div>
      )}
      <Saved state={state.value} />
    </section>
  );
}

interface WaysProps {
  readonly contact: Contact;
  readonly name: string;
  readonly onVerified: (next: Contact) => void;
  readonly onMatch: () => void;
}

function Ways({ contact, name, onVerified, onMatch }: WaysProps) {
  const shown = useSignal<Verification | null>(null);
  const error = useSignal<WordKey | null>(null);
  const { address } = contact;
  const fingerprint = contact.key?.fingerprint;
  const own = identities.value.flatMap((key) => key.addresses.map((mine) => ({ ...key, address: mine })));
  const chosen = useSignal(0);
  const mine = own[chosen.value] ?? own[0];
  const id = useId();
  useEffect(() => {
    if (!mine) {
      error.value = "verify_no_identity";
      return;
    }
    const { fingerprint, address: as } = mine;
    void ask("verification.show", { address, own: { fingerprint, address: as } }).then((answer) => {
      error.value = answer.ok ? null : answer.code === "no-identity" ? "verify_no_identity" : "verify_failed";
      shown.value = answer.ok ? answer.value : null;
    });
  }, [address, fingerprint, mine?.fingerprint, mine?.address, shown, error]);
  const verification = shown.value;
  const scan = verification && (
    <VerifyScan address={address} name={name} verification={verification} onVerified={onVerified} />
  );
  return (
    <>
      <p class="muted">{t("verify_intro", { name })}</p>
      {own.length > 1 && (
        <div class="field-block narrow">
          <label class="label" for={id}>
            {t("verify_as")}
          </label>
          <Select
            id={id}
            value={String(chosen.value)}
            onChange={(event) => {
              chosen.value = Number(event.currentTarget.value);
            }}
          >
            {own.map(({ address: each }, index) => (
              <option key={each} value={String(index)}>
                {each}
              </option>
            ))}
          </Select>
        </div>
      )}
      {error.value && <Notice tone="care">{t(error.value)}</Notice>}
      {verification && (
        <>
          {contact.state === "changed" ? (
            scan
          ) : (
            <Tabs
              label={t("verify_ways")}
              tabs={[
                {
                  id: "scan",
                  name: t("verify_scan"),
                  icon: <Icon name="camera" />,
                  body: scan,
                },
                {
                  id: "number",
                  name: t("verify_number"),
                  icon: <Icon name="numbers" />,
                  body: <VerifyNumber name={name} digits={verification.digits} onMatch={onMatch} />,
                },
              ]}
            />
          )}
          <details>
            <summary>{t("details_numbers")}</summary>
            <dl class="facts">
              <dt>{name}</dt>
              <dd>
                <Fingerprint value={verification.theirFingerprint} />
              </dd>
              <dt>{t("keystate_own")}</dt>
              <dd>
                <Fingerprint value={verification.ownFingerprint} />
              </dd>
            </dl>
          </details>
        </>
      )}
    </>
  );
}

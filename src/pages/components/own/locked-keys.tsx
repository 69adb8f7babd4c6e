import { addressKey } from "../../../domain/address";
import type { Identity } from "../../../domain/identity";
import { t } from "../../i18n";
import { Icon } from "../icon";

interface Props {
  readonly identities: readonly Identity[];
  /** The account of the page in front. */
  readonly account: string | null;
}

/** The locked keys by name, that of the account in front first. The passphrase is tried on all of them. */
export function LockedKeys({ identities, account }: Props) {
  const wanted = account === null ? null : addressKey(account);
  const isWanted = ({ addresses }: Identity): number => Number(addresses.some((own) => addressKey(own) === wanted));
  const locked = identities.filter((one) => one.locked).sort((a, b) => isWanted(b) - isWanted(a));
  return (
    <div class="locked-keys">
      <ul aria-label={t("unlock_keys")}>
        {locked.map(({ fingerprint, name, addresses }) => (
          <li key={fingerprint} class="row">
            <Icon name="key" size={18} />
            <span>
              <strong>{name}</strong>
              {addresses.some((address) => address !== name) && (
                <span class="muted small"> {addresses.filter((address) => address !== name).join(", ")}</span>
              )}
            </span>
          </li>
        ))}
      </ul>
      {locked.length > 1 && <p class="muted small">{t("unlock_any")}</p>}
    </div>
  );
}

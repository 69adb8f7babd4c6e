import type { Identity } from "../../../domain/identity";
import { formatDate, t } from "../../i18n";
import { Icon } from "../icon";

const GROUP = 4;

/** 36 digits as 9 groups of 4, whatever separates them. */
export const groupsOf = (code: string): string[] =>
  code.replace(/\D/g, "").match(new RegExp(`\\d{1,${GROUP}}`, "g")) ?? [];

/** The code that opens the backup file: large, in groups, and printable alone on a sheet. */
export function RecoverySheet({ identity, code, fileName }: { identity: Identity; code: string; fileName: string }) {
  return (
    <section class="sheet" aria-label={t("backup_sheet_title")}>
      <p class="sheet-print serif">{t("backup_sheet_title")}</p>
      <p class="sheet-print">
        {t("backup_sheet_for", { name: identity.name, address: identity.addresses.join(", ") })}
      </p>
      <p>{t("backup_code_intro", { file: fileName })}</p>
      <ol class="code" aria-label={t("backup_code")}>
        {groupsOf(code).map((group, index) => (
          // Indexes serve as keys: the same four digits may occur twice, and the groups never move.
          <li key={index}>{group}</li>
        ))}
      </ol>
      <p class="muted small">{t("backup_code_keep")}</p>
      <p class="sheet-print">{t("backup_sheet_use", { date: formatDate(Date.now()) })}</p>
      <div class="row no-print">
        <button type="button" class="button small" onClick={() => print()}>
          <Icon name="print" size={14} />
          {t("backup_print")}
        </button>
      </div>
    </section>
  );
}

import { addressKey } from "../../../domain/address";
import type { Signature } from "../../../domain/trust/signature";
import type { IconName } from "../../components/icon";
import { formatDate, t, tData } from "../../i18n";

export type Tone = "good" | "fair" | "plain" | "warn" | "bad";

export interface SignatureWords {
  readonly icon: IconName;
  readonly tone: Tone;
  /** The one sentence of role=status. */
  readonly sentence: string;
  /** What it means and what to do; null where the reader need do nothing. */
  readonly advice: string | null;
  /** The title over the sentence when the strip warns. */
  readonly title: string | null;
}

/**
 * Every signature state in words. `from` is the sender as the page shows it, `account` the account the message is read in.
 */
export function signatureWords(
  signature: Signature,
  from: { address: string; name: string } | null,
  account: string | null = null,
): SignatureWords {
  const sender = from?.name || from?.address || "";
  switch (signature.state) {
    case "verified": {
      const { verifiedAt } = signature.signer;
      const name = nameOf(signature.signer);
      const sentence =
        verifiedAt === null
          ? t("signature_verified_undated", { name })
          : t("signature_verified", { name, date: formatDate(verifiedAt) });
      return plainly("check", "good", sentence);
    }
    case "known":
      return plainly("check", "good", t("signature_known", { name: nameOf(signature.signer) }));
    case "first-contact":
      return plainly("check", "fair", t("signature_first_contact", { name: nameOf(signature.signer) }));
    case "own":
      return plainly("check", "good", ownWords(signature.signer.address, account));
    case "undated": {
      const about = { name: nameOf(signature.signer), date: formatDate(signature.signedAt) };
      const sentence = tData(`signature_undated_${signature.trust.replace("-", "_")}`, about);
      return plainly("clock", "fair", sentence);
    }
    case "not-checked":
      return plainly("question", "plain", t("signature_not_checked", { from: from?.address ?? sender }));
    case "other-address":
      return {
        ...plainly(
          "warn",
          "warn",
          t("signature_other_address", { address: signature.signer.address, from: from?.address ?? sender }),
        ),
        advice: t("signature_other_address_advice"),
      };
    case "from-mismatch":
      return {
        ...plainly(
          "warn",
          "warn",
          t("signature_from_mismatch", { claimed: signature.claimed.join(", "), from: from?.address ?? sender }),
        ),
        advice: t("signature_from_mismatch_advice"),
      };
    case "for-others": {
      const name = nameOf(signature.signer);
      const sentence =
        signature.intended.length === 0
          ? t("signature_for_others", { name })
          : t("signature_for_others_named", { name, others: signature.intended.join(", ") });
      return { ...plainly("warn", "warn", sentence), advice: t("signature_for_others_advice", { name }) };
    }
    case "no-from":
      return plainly("question", "plain", t("signature_no_from", { address: signature.signer.address }));
    case "date-mismatch":
      return {
        ...plainly(
          "warn",
          "warn",
          t("signature_date_mismatch", {
            name: nameOf(signature.signer),
            date: formatDate(signature.signedAt, "moment"),
          }),
        ),
        advice: t("signature_date_mismatch_advice"),
      };
    case "revoked-key":
      return {
        ...plainly("warn", "warn", t("signature_revoked_key", { name: nameOf(signature.signer) })),
        advice: t("signature_revoked_key_advice"),
      };
    case "unknown-key":
      return plainly("question", "plain", t("signature_unknown_key"));
    case "none":
      return plainly("question", "plain", t("signature_none"));
    case "changed-key":
      return {
        icon: "warn",
        tone: "bad",
        title: t("signature_changed_key_title", { name: sender || nameOf(signature.signer) }),
        sentence: t("signature_changed_key"),
        advice: null,
      };
    case "invalid":
      return {
        icon: "warn",
        tone: "bad",
        title: t("signature_invalid_title"),
        sentence: t("signature_invalid"),
        advice: null,
      };
  }
}

const nameOf = (signer: { name: string; address: string }): string => signer.name || signer.address;

const plainly = (icon: IconName, tone: Tone, sentence: string): SignatureWords => ({
  icon,
  tone,
  sentence,
  advice: null,
  title: null,
});

/** The user's own mail, read in another account, is named by its address: there it may pass for somebody else's. */
const ownWords = (address: string, account: string | null): string =>
  account === null || address === "" || addressKey(address) === addressKey(account)
    ? t("signature_own")
    : t("signature_own_other", { address });

import { database, type MailPolicyRow } from "./database";

/** Policies the disk refused, kept for this worker's life so that a full disk does not undo a policy once read. */
export const unkeptPolicies = new Map<string, MailPolicyRow>();

/** For a user who switched the reading of domains' policies off. */
export async function forgetPolicies(): Promise<void> {
  unkeptPolicies.clear();
  await database.mailPolicies.clear();
}

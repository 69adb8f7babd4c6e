import { database, type MailPolicyRow } from "./database";

/** Policies the disk refused, kept for this worker's life so that a full disk does not undo a policy once read. */
export const unkeptPolicies = new Map<string, MailPolicyRow>();

/** Called when the user switches off the fetching of domains' policies. */
export async function forgetPolicies(): Promise<void> {
  unkeptPolicies.clear();
  await database.mailPolicies.clear();
}

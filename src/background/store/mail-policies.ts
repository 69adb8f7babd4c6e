import { database, type MailPolicyRow } from "./database";

/** What the disk did not take: known for this worker's life, so that a policy once read is not undone by a full disk. */
export const unkeptPolicies = new Map<string, MailPolicyRow>();

/** For a user who wants no policies of domains read any more. */
export async function forgetPolicies(): Promise<void> {
  unkeptPolicies.clear();
  await database.mailPolicies.clear();
}

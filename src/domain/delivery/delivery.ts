import type { DeliveryTransport, PolicyState } from "./transport";

/** How mail to the recipients of one domain will travel. */
export interface Delivery {
  /** In A-labels. */
  readonly domain: string;
  /** Those asked about whose mail goes there. */
  readonly addresses: readonly string[];
  readonly transport: DeliveryTransport;
  /** Who takes the mail, as any of the resolvers says; first tried first. */
  readonly hosts: readonly string[];
  readonly policy: PolicyState;
}

import type { DeliveryTransport, PolicyState } from "./transport";

/** How mail to the recipients of one domain will travel. */
export interface Delivery {
  /** In A-labels. */
  readonly domain: string;
  /** The addresses asked about that are in this domain. */
  readonly addresses: readonly string[];
  readonly transport: DeliveryTransport;
  /** The hosts that take the mail, as named by any of the resolvers; first tried first. */
  readonly hosts: readonly string[];
  readonly policy: PolicyState;
}

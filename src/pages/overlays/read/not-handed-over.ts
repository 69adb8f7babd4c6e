/** The page has no link for an attachment, or its link led nowhere. */
export class NotHandedOver extends Error {}

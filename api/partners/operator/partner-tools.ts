// What the verbs of `npm run partners` work with. Types only.

export interface PartnerTools {
  /** As the operator wrote them. */
  readonly profiles: unknown;
}

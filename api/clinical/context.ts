// What every rule is told besides the resources: whose server it is and what time it is. Knows no request and no screen.
import type { FhirResource } from 'fhir/r4';
import type { Source } from '../contract/values';

export interface ClinicalContext {
  /** Name of the connection or origin of the server; goes into the source of every value. */
  readonly server: string;
  readonly now: Date;
  /** The hospital's IANA time zone, for example "Asia/Tokyo". Without it the machine's own. */
  readonly zone?: string | undefined;
}

export interface PatientContext extends ClinicalContext {
  /** The identifier system of the partner's MRN, where the operator configured one. */
  readonly mrnSystem?: string | undefined;
}

export interface WhereContext extends ClinicalContext {
  /**
   * The partner's own rule that takes a location's text apart: a regular expression with the named groups hospital, ward,
   * room and bed. Without it free text is never taken apart.
   */
  readonly locationSplit?: string | undefined;
}

export function toSource(context: ClinicalContext, resource: FhirResource): Source {
  return { server: context.server, reference: `${resource.resourceType}/${resource.id ?? ''}` };
}

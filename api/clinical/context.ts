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
  /** The partner's own rule that splits a location's text; without it free text is never taken apart. */
  readonly splitLocation?: ((text: string) => LocationParts | undefined) | undefined;
}

export interface LocationParts {
  readonly hospital?: string | undefined;
  readonly ward?: string | undefined;
  readonly room?: string | undefined;
  readonly bed?: string | undefined;
}

export function toSource(context: ClinicalContext, resource: FhirResource): Source {
  return { server: context.server, reference: `${resource.resourceType}/${resource.id ?? ''}` };
}

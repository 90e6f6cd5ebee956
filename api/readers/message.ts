// What the main thread and a reader's thread say to each other. Types only; everything is plain data that can be cloned.
import type { ChartType } from '../contract/columns';
import type { ErrorCode } from '../contract/error-codes';
import type { EhrSource } from '../fhir/ehr';
import type { CellsOfPatient } from '../lists/ehr-ports';

/** A KnownError without its cause. */
export interface Fault {
  readonly code: ErrorCode;
  readonly status: number;
  readonly detail: string;
  readonly retryAfterSeconds?: number | undefined;
}

/** `ehr`, `job` and `ask` are numbers that the main thread gives out, the last one the reader. */
export type ToReader =
  | {
      readonly kind: 'open';
      readonly ehr: number;
      readonly source: EhrSource;
      readonly hasBearer: boolean;
    }
  | { readonly kind: 'forget'; readonly ehr: number }
  | {
      readonly kind: 'read';
      readonly job: number;
      readonly ehr: number;
      /** Undefined: the reader asks for it when it needs one. */
      readonly token: string | undefined;
      readonly patientIds: readonly string[];
      readonly types: readonly ChartType[];
      readonly columns: readonly string[];
    }
  | { readonly kind: 'stop'; readonly job: number }
  | { readonly kind: 'token'; readonly ask: number; readonly token: string }
  | { readonly kind: 'noToken'; readonly ask: number; readonly fault: Fault };

export type FromReader =
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'cells';
      readonly job: number;
      /** Of the patients whose answers came together. */
      readonly cells: readonly CellsOfPatient[];
    }
  | { readonly kind: 'done'; readonly job: number }
  | { readonly kind: 'failed'; readonly job: number; readonly fault: Fault }
  | { readonly kind: 'askToken'; readonly ask: number; readonly ehr: number }
  | { readonly kind: 'refuseToken'; readonly ehr: number; readonly token: string };

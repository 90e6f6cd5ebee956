// What lists need of the EHR, handed over by compose.ts. Types only.
import type { EhrCells } from '../contract/columns';
import type { ChartSections, Ehr } from '../fhir/ehr';
import type { Scope } from '../sign-in/scope';

/** What the partner's configuration says about reading its data; handed on to `toEhrCells` as it is. */
export interface PartnerRules {
  readonly zone?: string | undefined;
  readonly mrnSystem?: string | undefined;
  readonly splitLocation?:
    | ((text: string) => { hospital?: string; ward?: string; room?: string; bed?: string } | undefined)
    | undefined;
}

export interface EhrAccess {
  readonly ehr: Ehr;
  readonly connectionId: string;
  readonly rules?: PartnerRules | undefined;
}

/** The EHR of the scope's team. Throws no_connection. */
export type GetEhr = (scope: Scope) => Promise<EhrAccess>;

export interface CellsContext extends PartnerRules {
  readonly columns: readonly string[];
  readonly now: Date;
  /** Name of the connection or origin of the server. */
  readonly server: string;
}

export type ToEhrCells = (sections: ChartSections, context: CellsContext) => EhrCells;

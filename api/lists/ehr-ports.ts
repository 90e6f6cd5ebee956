// What lists need of the EHR, handed over by compose.ts. Types only.
import type { ChartType, EhrCells } from '../contract/columns';
import type { Snapshot } from '../contract/lists.schema';
import type { ChartSections, Ehr, ReadingRules } from '../fhir/ehr';
import type { Scope } from '../sign-in/scope';

export interface EhrAccess {
  readonly ehr: Ehr;
  readonly connectionId: string;
}

/** The EHR of the scope's team. Throws no_connection. */
export type GetEhr = (scope: Scope) => Promise<EhrAccess>;

export interface CellsContext extends ReadingRules {
  readonly columns: readonly string[];
  readonly now: Date;
  /** Name of the connection or origin of the server. */
  readonly server: string;
}

export type ToEhrCells = (sections: ChartSections, context: CellsContext) => EhrCells;

export interface CellsRead {
  readonly ehr: Ehr;
  readonly patientIds: readonly string[];
  readonly types: readonly ChartType[];
  readonly columns: readonly string[];
}

export interface CellsOfPatient {
  readonly patientId: string;
  /** JSON of EhrCells, as it goes to the tab: nobody takes it apart on the way. */
  readonly json: string;
  /** Undefined if the patient could not be read. */
  readonly snapshot: Snapshot | undefined;
  /** Resources about somebody else that were dropped and are shown nowhere. */
  readonly droppedForeign: number;
}
export type FindSnapshot = (patient: EhrCells['patient']) => Snapshot | undefined;

export type OnCells = (cells: CellsOfPatient) => void;

/** Calls back once for each patient. Throws only if the whole read failed, or the caller has gone. */
export type ReadCells = (read: CellsRead, onCells: OnCells, signal: AbortSignal) => Promise<void>;

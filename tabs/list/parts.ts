// What the list is given by tabs/app, since features don't know each other: the search box and the patient's panel.
import type { ComponentType, ReactNode } from 'react';
import type { FieldSet } from '../../api/contract/fields.schema';
import type { ListSummary, Row } from '../../api/contract/lists.schema';
import type { AddedMany, AddMany } from '../../api/contract/many.schema';
import type { PatientValue } from '../../api/contract/values';

export interface SearchPartProps {
  readonly connectionId: string;
  /** FHIR ids of the patients of this connection that are on the list already. */
  readonly onList: ReadonlySet<string>;
  readonly onAdd: (patientId: string) => Promise<void>;
  /** Many at once, beginning with what was pasted into the box. */
  readonly onMany: (pasted: string) => void;
  /** Counts up when the box should take the focus. */
  readonly focusKey: number;
  /** Back to the list: Escape in an empty box. */
  readonly onLeave: () => void;
  readonly isPhone: boolean;
}

export interface PanelPartProps {
  readonly listId: string;
  readonly row: Row;
  /** Who it is, as far as the row knows; the panel reads the rest. */
  readonly patient: PatientValue | undefined;
  /** No EHR is asked: a typed patient, or anybody in manual mode. */
  readonly isTyped: boolean;
  /** What the list has of them, for when the record can't be read. */
  readonly known: ReactNode;
  readonly fields: FieldSet['fields'];
  readonly isPhone: boolean;
  readonly onClose: () => void;
  readonly onNote: (row: Row) => void;
  /** All that may be typed about this patient, in a form. */
  readonly onEdit: () => void;
  /** The team's other lists. */
  readonly others: readonly ListSummary[];
  readonly onMove: (to: ListSummary) => void;
  /** undefined: only owners may ask who looked at a patient. */
  readonly onAudit: (() => void) | undefined;
  readonly onRemove: () => void;
  /** undefined where it's not known which row comes next. */
  readonly onStep: (step: 1 | -1) => void;
}

export interface AddManyPartProps {
  readonly isOpen: boolean;
  readonly listId: string;
  /** Pasted elsewhere, to begin with. */
  readonly pasted: string;
  readonly isPhone: boolean;
  readonly onAdd: (asked: AddMany) => Promise<AddedMany>;
  readonly onClose: () => void;
}

export interface ListParts {
  readonly SearchBox: ComponentType<SearchPartProps>;
  readonly AddMany: ComponentType<AddManyPartProps & { readonly onGiveUp: () => void }>;
  readonly PatientPanel: ComponentType<PanelPartProps & { readonly onGiveUp: () => void }>;
  /** The list has its cells: what wasn't needed so far may be loaded. */
  readonly onRest: () => void;
}

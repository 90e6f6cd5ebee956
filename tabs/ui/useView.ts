// Which of the tab's few views is open. The list is home; the others go back to it.
import { createContext, useContext } from 'react';

export type View = 'list' | 'settings' | 'audit';

/** One patient, as the audit log refers to them. */
export interface AuditedPatient {
  readonly ref: string;
  readonly label: string;
}

export interface ViewHandle {
  readonly view: View;
  /** Whom the audit view should begin with. */
  readonly patient: AuditedPatient | undefined;
  readonly open: (view: View, patient?: AuditedPatient) => void;
}

export const ViewContext = createContext<ViewHandle>({
  view: 'list',
  patient: undefined,
  open: () => undefined,
});

/** `open('settings')`, `open('audit')` from the list's menu; `open('audit', patient)` from a row. */
export function useView(): ViewHandle {
  return useContext(ViewContext);
}

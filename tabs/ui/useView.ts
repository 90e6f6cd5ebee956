// Which of the tab's few views is open. The list is home; the others go back to it.
import { createContext, useContext } from 'react';

export type View = 'list' | 'settings' | 'audit';

export interface ViewHandle {
  readonly view: View;
  readonly open: (view: View) => void;
}

export const ViewContext = createContext<ViewHandle>({ view: 'list', open: () => undefined });

/** `open('settings')`, `open('audit')` from the list's menu. */
export function useView(): ViewHandle {
  return useContext(ViewContext);
}

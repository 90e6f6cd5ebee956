// What a link into the tab points at. Ids only: the text travels in messages and addresses, so it never names a patient.

export interface LinkTarget {
  readonly listId: string;
  readonly rowId?: string | undefined;
}

const uuid = /^[0-9a-f-]{36}$/;

export function toSubPageId(target: LinkTarget): string {
  return target.rowId === undefined ? `list:${target.listId}` : `patient:${target.listId}:${target.rowId}`;
}

/** undefined for anything that we didn't write. */
export function findLinkTarget(subPageId: string | undefined): LinkTarget | undefined {
  const [kind, listId, rowId, ...rest] = (subPageId ?? '').split(':');
  if (listId === undefined || !uuid.test(listId) || rest.length > 0) return undefined;
  if (kind === 'list' && rowId === undefined) return { listId };
  if (kind === 'patient' && rowId !== undefined && uuid.test(rowId)) return { listId, rowId };
  return undefined;
}

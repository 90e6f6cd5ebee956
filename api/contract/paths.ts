// Where the API's resources are. Plain functions: the tab may import them.

export interface TeamAddress {
  readonly teamId: string;
  readonly channelId: string;
}

const seg = encodeURIComponent;

export const apiBase = '/api';

export function teamPath(address: TeamAddress): string {
  return `${apiBase}/teams/${seg(address.teamId)}/channels/${seg(address.channelId)}`;
}

export const paths = {
  health: `${apiBase}/health`,
  openapi: `${apiBase}/openapi.json`,
  myLists: `${apiBase}/me/lists`,
  session: (a: TeamAddress) => `${teamPath(a)}/session`,
  mode: (a: TeamAddress) => `${teamPath(a)}/mode`,
  connection: (a: TeamAddress) => `${teamPath(a)}/connection`,
  connectionHealth: (a: TeamAddress) => `${teamPath(a)}/connection/health`,
  fields: (a: TeamAddress) => `${teamPath(a)}/fields`,
  audit: (a: TeamAddress) => `${teamPath(a)}/audit`,
  auditExport: (a: TeamAddress) => `${teamPath(a)}/audit/export`,
  /** Without a token: the link itself is the secret, and works once. */
  download: (secret: string) => `${apiBase}/downloads/${seg(secret)}`,
  fhir: (a: TeamAddress) => `${teamPath(a)}/fhir`,
  lists: (a: TeamAddress) => `${teamPath(a)}/lists`,
  list: (a: TeamAddress, listId: string) => `${teamPath(a)}/lists/${seg(listId)}`,
  listColumns: (a: TeamAddress, listId: string) => `${paths.list(a, listId)}/columns`,
  listDefault: (a: TeamAddress, listId: string) => `${paths.list(a, listId)}/default`,
  listRestore: (a: TeamAddress, listId: string) => `${paths.list(a, listId)}/restore`,
  listExport: (a: TeamAddress, listId: string) => `${paths.list(a, listId)}/export`,
  rows: (a: TeamAddress, listId: string) => `${paths.list(a, listId)}/patients`,
  findMany: (a: TeamAddress, listId: string) => `${paths.list(a, listId)}/find-patients`,
  addMany: (a: TeamAddress, listId: string) => `${paths.list(a, listId)}/add-patients`,
  removeMany: (a: TeamAddress, listId: string) => `${paths.list(a, listId)}/remove-patients`,
  ehrSources: (a: TeamAddress) => `${teamPath(a)}/ehr/sources`,
  ehrLists: (a: TeamAddress) => `${teamPath(a)}/ehr/lists`,
  ehrWards: (a: TeamAddress) => `${teamPath(a)}/ehr/wards`,
  removedRows: (a: TeamAddress, listId: string) => `${paths.list(a, listId)}/removed-patients`,
  row: (a: TeamAddress, listId: string, rowId: string) => `${paths.rows(a, listId)}/${seg(rowId)}`,
  rowMove: (a: TeamAddress, listId: string, rowId: string) => `${paths.row(a, listId, rowId)}/move`,
  rowRestore: (a: TeamAddress, listId: string, rowId: string) => `${paths.row(a, listId, rowId)}/restore`,
  notes: (a: TeamAddress, listId: string, rowId: string) => `${paths.row(a, listId, rowId)}/notes`,
} as const;

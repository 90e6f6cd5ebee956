// Defences of what leaves for a browser or as a file (T15, T18, T19), each taken out.
import { type Mutation, mutationsOf } from './mutation';

export const mutationsOfFiles: readonly Mutation[] = [
  ...mutationsOf('test/api/patients/disclosed.test.ts', {
    T15: [
      [
        'a narrative leaves for the browser',
        'api/patients/search.map.ts',
        'const told: FhirResource = withoutNarrative(resource);',
        'const told: FhirResource = resource;',
      ],
    ],
  }),
  ...mutationsOf('test/api/tables/tables.test.ts', {
    T18: [
      ['a cell may be a formula', 'api/tables/safe-cell.ts', "? `'${text}` : text", '? text : text'],
      ['a workbook may hold formulas', 'api/tables/workbook.ts', 'type: String', "type: 'Formula'"],
    ],
  }),
  ...mutationsOf('test/api/lists/list-file.test.ts', {
    T18: [
      [
        'CSV of a list is written as it came',
        'api/tables/delimited.ts',
        'cells.map(toSafeCell)',
        '[...cells]',
      ],
    ],
    T19: [
      [
        'a guest may take a list away',
        'api/lists/file/file.policy.ts',
        "(role === 'member' && filesFor === 'members')",
        "filesFor === 'members'",
      ],
      [
        'the log names nobody of the file',
        'api/lists/file/list-file.service.ts',
        'patients: list.view.rows.map(toAuditPatientOf),',
        'patients: [],',
      ],
    ],
  }),
];

// Defences of what is kept and of what is delivered (T36 to T39, T41, T44, T45), each taken out.
import { type Mutation, mutationsOf } from './mutation';

const sqlite = 'api/store/sqlite.ts';
const cipher = 'api/store/field-cipher.ts';
const retention = 'api/retention/retention.store.ts';
const locked = 'test/house/packages.ts';

export const mutationsAtRest: readonly Mutation[] = [
  ...mutationsOf('test/contract/store.sqlite.test.ts', {
    T9: [
      [
        'a row may hang on another team’s list',
        sqlite,
        "['foreign_keys', 'ON', 1],",
        "['foreign_keys', 'OFF', 0],",
      ],
    ],
    T36: [
      [
        'a sealed text opens in any place',
        cipher,
        '`${keyId}|${place.table}|${tid}|${place.rowId}|${place.column}`',
        "''",
      ],
      ['any master key opens the store', 'api/store/store.ts', 'await sealer.assertMasterKey();', ''],
    ],
    T32: [
      [
        'rows of the log may be deleted',
        'api/store/migrations/0002-audit.ts',
        'before delete on ${table} when not ${isClosed} begin',
        'before delete on ${table} when 0 begin',
      ],
    ],
  }),
  ...mutationsOf('test/api/store/postgres.test.ts', {
    T33: [
      [
        'a commit of which nobody heard is called undone',
        'api/store/certain-commit.ts',
        'if (!(await wasCommitted(connectionString, transaction))) throw error;',
        'throw error;',
      ],
      [
        'what the server rolled back is called saved',
        'api/store/certain-commit.ts',
        "throw new Error('it was rolled back')",
        'return ended',
      ],
    ],
  }),
  ...mutationsOf('test/api/partners/profile-secrets.test.ts', {
    T36: [['a secret is kept in clear', 'api/partners/profile-secrets.map.ts', "  'previousSecret',\n", '']],
  }),
  ...mutationsOf('test/api/partners/client-authentication.test.ts', {
    T37: [
      [
        'there is no second secret',
        'api/partners/secret-choice.policy.ts',
        'if (!isInvalidClient(first)) return first;',
        'return first;',
      ],
    ],
  }),
  ...mutationsOf('test/api/store/sqlite.test.ts', {
    T38: [
      ['others may read the database', sqlite, 'chmodSync(file, 0o600);', ''],
      ['a database that others can read is opened', sqlite, '  assertPrivate(file);', ''],
    ],
    T41: [
      [
        'commits may be lost with the power',
        sqlite,
        "['synchronous', 'FULL', 2],",
        "['synchronous', 'NORMAL', 1],",
      ],
    ],
  }),
  ...mutationsOf('test/api/config/config.test.ts', {
    T30: [
      [
        'a secret prints itself',
        'api/config/secret.ts',
        'toJSON(): string {\n    return word;',
        'toJSON(): string {\n    return String(this.#value);',
      ],
    ],
  }),
  ...mutationsOf('test/contract/retention.test.ts', {
    T39: [
      [
        'patients taken off a list stay',
        retention,
        "eb('removed_at', '<', limits.rowsRemovedBefore)",
        "eb('removed_at', '<', '')",
      ],
      [
        'the key of a team outlives it',
        'api/retention/retention.service.ts',
        'await store.sealer.shredTeam(tx, { tid, teamId });',
        '',
      ],
    ],
  }),
  ...mutationsOf('test/house/checks.test.ts', {
    T44: [
      [
        'a package may come from anywhere',
        locked,
        'if (each.resolved !== undefined) {',
        'if (each.resolved === "") {',
      ],
      [
        'a package may have no hash',
        locked,
        "if (!each.integrity?.startsWith('sha512-'))",
        'if (each.integrity === "")',
      ],
      [
        'a package may run any script',
        locked,
        'if (each.hasInstallScript && !allowed.has(name)) {',
        'if (each.hasInstallScript && name === "") {',
      ],
      [
        'a package may have any licence',
        locked,
        'if (!isAllowedLicence(each.license) && !(name in readByHand)) {',
        'if (each.license === "") {',
      ],
      [
        'there may be any number of packages',
        locked,
        'if (entries.length > packageBudget) {',
        'if (entries.length < 0) {',
      ],
    ],
  }),
  ...mutationsOf('test/manifest/build.test.ts', {
    T45: [
      [
        'the package has the time of its making',
        'manifest/package.ts',
        'mtime: new Date(1980, 0, 1)',
        'mtime: new Date(1980 + Math.random() * 40, 0, 1)',
      ],
    ],
  }),
];

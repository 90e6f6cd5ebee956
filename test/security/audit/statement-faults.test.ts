// Every statement of every audited operation fails, on both databases.
import { createDatabase, getPostgres } from '../../support/postgres';
import { injectPostgresFaults, injectSqliteFaults } from '../statement-faults';
import { describeStatementFaults } from './describe-statement-faults';

describeStatementFaults('SQLite', {
  newUrl: async () => undefined,
  inject: injectSqliteFaults,
  forEverFrom: [1, 3, 6, 9, 12],
});
describeStatementFaults('PostgreSQL', {
  newUrl: async () => createDatabase((await getPostgres()).url),
  inject: injectPostgresFaults,
  forEverFrom: [1, 5],
});

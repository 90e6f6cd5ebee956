// The store's contract on a real PostgreSQL.
import { describeStore } from './store.contract';
import { makePostgresSubject } from './stores-under-test';

describeStore('PostgreSQL', makePostgresSubject);

// The store's contract on SQLite.
import { describeStore } from './store.contract';
import { makeSqliteSubject } from './stores-under-test';

describeStore('SQLite', makeSqliteSubject);

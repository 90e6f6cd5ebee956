// Every mutation of the tables.
import type { Mutation } from './mutation';
import { mutationsAtRest } from './mutations-at-rest';
import { mutationsOfFiles } from './mutations-of-files';
import { mutationsOfPeople } from './mutations-of-people';
import { mutationsOfServers } from './mutations-of-servers';
import { mutationsOfSignIn } from './mutations-of-sign-in';

export const allMutations: readonly Mutation[] = [
  ...mutationsOfServers,
  ...mutationsOfPeople,
  ...mutationsOfFiles,
  ...mutationsOfSignIn,
  ...mutationsAtRest,
];

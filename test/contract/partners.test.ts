// A persona of each kind through the two contract suites, as a first word; test/security/every-partner.test.ts asks them all.
import { describePartners } from './partners.contract';

describePartners(['harbor', 'epic', 'oracle', 'meditech', 'ms-oss', 'hspc-open-stu3']);

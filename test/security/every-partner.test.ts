// Every persona of the sandbox through the two contract suites, and README's matrix whole.
import { describePartners } from '../contract/partners.contract';
import { interviewed } from '../interop/personas';

describePartners(interviewed);

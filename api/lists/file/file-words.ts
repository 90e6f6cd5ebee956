// The words and times of one file, in its reader's language and zone. Pure.
import type { CellView } from '../../clinical/cell-view';
import { findUnit, lacksUnit } from '../../clinical/vital-units';
import type { Language } from '../../contract/languages';
import type { AllergyItem, CoverageItem, VitalItem } from '../../contract/values';
import { type FileTimes, toFileTimes } from '../../words/file-times';
import { type Speech, toSpeech } from '../../words/speech';
import { toValueWords, type ValueWords } from '../../words/value-words';

export interface FileWords {
  readonly t: Speech['t'];
  readonly say: ValueWords;
  readonly times: FileTimes;
  /** With unit and whatever the server says of it: "128/79 mmHg, high". */
  readonly vital: (item: VitalItem) => string;
  readonly allergy: (item: AllergyItem) => string;
  readonly coverage: (item: CoverageItem) => string;
  /** What stands where there is no value: empty, not offered and couldn't be read are never alike, and never blank. */
  readonly noValue: (view: Pick<CellView<unknown>, 'status' | 'mayBeIncomplete'>) => string;
}

export function toFileWords(language: Language, zone: string): FileWords {
  const speech = toSpeech(language);
  const times = toFileTimes(zone);
  const say = toValueWords({ ...speech, times });
  const { t } = speech;
  return {
    t,
    say,
    times,
    vital: (item) =>
      [toMeasured(item, say), say.absentPart(item), say.interpretation(item), toQualifier(item, say)]
        .filter(Boolean)
        .join(', '),
    allergy: (item) =>
      item.isHigh ? t('patient.allergy.high', { name: say.allergy(item) }) : say.allergy(item),
    coverage: ({ payor, plan }) => [payor ?? t('patient.noPayor'), plan].filter(Boolean).join(', '),
    noValue: ({ status, mayBeIncomplete }) => {
      if (status === 'notOffered') return t('patient.notOffered');
      if (status === 'untyped') return t('patient.untyped');
      if (status !== 'empty') return t('patient.failed');
      return t(mayBeIncomplete ? 'patient.mayBeIncomplete' : 'patient.nothing');
    },
  };
}

function toMeasured(item: VitalItem, say: ValueWords): string {
  const hasUnit = !item.absent && (findUnit(item) !== undefined || lacksUnit(item));
  return hasUnit ? `${say.vitalValue(item)} ${say.vitalUnit(item)}` : say.vitalValue(item);
}

function toQualifier({ qualifier }: VitalItem, say: ValueWords): string | undefined {
  return qualifier && say.qualifier(qualifier);
}

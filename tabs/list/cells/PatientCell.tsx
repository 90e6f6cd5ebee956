// Who it is: name, and beneath it age, sex and MRN. Never nameless: what was last known stands in while the EHR is read.

import { mergeClasses } from '@fluentui/react-components';
import type { SameNameMark } from '../../../api/clinical/same-name';
import type { PatientValue } from '../../../api/contract/values';
import { useWords } from '../../i18n/useWords';
import { useClinicalWords } from '../../ui/clinical/useClinicalWords';
import type { RowModel } from '../model/row-model';
import { CellFrame } from './CellFrame';
import { useCellStyles } from './useCellStyles';

export interface PatientCellProps {
  readonly model: RowModel;
  readonly lookalike: SameNameMark | undefined;
  readonly isDense: boolean;
}

export function PatientCell({ model, lookalike, isDense }: PatientCellProps) {
  const styles = useCellStyles();
  const { t } = useWords();
  const { patient } = model;
  const view = model.cell('patient');
  if (!patient) return <CellFrame view={view}>{() => null}</CellFrame>;
  const isOld = view.status === 'stale' || view.status === 'failed';
  return (
    <>
      <span className={styles.flow}>
        {isOld && (
          <span className={styles.stale} role="img" aria-label={t('list.cell.stale')}>
            ◷{' '}
          </span>
        )}
        <span className={mergeClasses(styles.line, styles.strong)}>
          {patient.name?.display ?? t('patient.noName')}
        </span>
        {isDense && <Second patient={patient} isInline />}
        {lookalike && <span className={styles.mark}>{t(`list.same.${lookalike}`)}</span>}
        {patient.deceased && (
          <span className={mergeClasses(styles.mark, styles.plainMark)}>{t('patient.deceased')}</span>
        )}
        {patient.replacedBy && <span className={styles.mark}>{t('patient.replaced')}</span>}
        {view.reason === 'patient_not_found' && <span className={styles.mark}>{t('list.recordGone')}</span>}
      </span>
      {!isDense && <Second patient={patient} />}
    </>
  );
}

function Second({
  patient,
  isInline = false,
}: {
  readonly patient: PatientValue;
  readonly isInline?: boolean;
}) {
  const styles = useCellStyles();
  const { t } = useWords();
  const say = useClinicalWords();
  const birth = patient.birthDate ? say.day(patient.birthDate) : undefined;
  const sex = patient.gender && say.sex(patient.gender);
  const mrn = patient.mrn ? t('patient.mrnIs', { mrn: patient.mrn.value }) : t('patient.noMrn');
  // A birth date is longer than an age: then sex is what gives way, never the number.
  const parts = (patient.age ? [say.age(patient.age), sex, mrn] : [birth, mrn, sex]).filter(Boolean);
  return isInline ? (
    <span className={mergeClasses(styles.line, styles.second, styles.yields)}>
      {parts.slice(0, 2).join(' · ')}
    </span>
  ) : (
    <span className={mergeClasses(styles.line, styles.second)}>{parts.join(' · ')}</span>
  );
}

// Who this is: name, age, sex, MRN and marks; what the EHR won't tell is said with its field.
import { makeStyles, tokens } from '@fluentui/react-components';
import type { Ref } from 'react';
import type { PatientValue } from '../../api/contract/values';
import { useWords } from '../i18n/useWords';
import { Moment } from '../ui/clinical/Moment';
import { useClinicalWords } from '../ui/clinical/useClinicalWords';
import { usePanelStyles } from './usePanelStyles';

const useStyles = makeStyles({
  name: {
    margin: `${tokens.spacingVerticalXS} 0 0`,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
    outlineStyle: 'none',
  },
  line: { fontVariantNumeric: 'tabular-nums', overflowWrap: 'anywhere' },
});

export interface WhoProps {
  readonly titleId: string;
  readonly titleRef: Ref<HTMLHeadingElement>;
  readonly patient: PatientValue | undefined;
  /** Set if no EHR is asked: when it was last read who this is. */
  readonly lastKnown: string | undefined;
}

export function Who({ patient, lastKnown, titleId, titleRef }: WhoProps) {
  const styles = useStyles();
  const panel = usePanelStyles();
  const { t } = useWords();
  const say = useClinicalWords();
  const full = [patient?.name?.prefix, say.patientName(patient), patient?.name?.suffix]
    .filter(Boolean)
    .join(' ');
  const why = (field: 'birthDate' | 'gender' | 'deceased' | 'isDeceased') =>
    patient && say.absentField(patient, field);
  const hidden = patient && say.absentName(patient);
  const line = [
    patient?.age && say.age(patient.age),
    patient?.birthDate ? t('patient.born', { date: say.day(patient.birthDate) }) : why('birthDate'),
    patient?.gender ? say.sex(patient.gender) : (why('gender') ?? say.sex(undefined)),
    say.mrn(patient),
    why('isDeceased'),
  ].filter(Boolean);
  return (
    <>
      <h2 id={titleId} ref={titleRef} tabIndex={-1} className={styles.name}>
        {full}
      </h2>
      {hidden && <div className={panel.second}>{hidden}</div>}
      {patient?.name?.beneath && <div className={panel.second}>{patient.name.beneath}</div>}
      <div className={styles.line}>{line.join(' · ')}</div>
      {lastKnown && (
        <div className={panel.warning}>
          ◷ <Moment time={lastKnown}>{t('patient.lastRead', { time: say.clock(lastKnown) })}</Moment>
        </div>
      )}
      {patient && patient.otherNames.length > 0 && (
        <div className={panel.second}>
          {t('patient.otherNames', { names: patient.otherNames.join(', ') })}
        </div>
      )}
      {patient?.deceased && (
        <div>
          <span className={panel.mark}>
            <Moment time={patient.deceased.date}>
              {patient.deceased.date
                ? t('patient.deceasedOn', { date: say.day(patient.deceased.date) })
                : (why('deceased') ?? t('patient.deceased'))}
            </Moment>
          </span>
        </div>
      )}
      {patient?.replacedBy && (
        <div className={panel.warning}>! {t('patient.replacedBy', { id: patient.replacedBy })}</div>
      )}
    </>
  );
}

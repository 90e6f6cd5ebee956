// Problems, allergies, medications and coverage, each item with its dates and its source.
import { Button } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import type { AllergyItem, CoverageItem, MedicationItem, ProblemItem } from '../../api/contract/values';
import { useWords } from '../i18n/useWords';
import { toAllergyDates, toCoverDates, toOnsetDates, toOrderDates } from '../ui/clinical/item-dates';
import { useClinicalWords } from '../ui/clinical/useClinicalWords';
import { Behind } from './Behind';
import type { ChartValues } from './chart-values';
import { Section } from './Section';
import { usePanelStyles } from './usePanelStyles';

interface PartProps {
  readonly values: ChartValues | undefined;
  readonly onRetry: () => void;
}

export function ProblemsSection({ values, onRetry }: PartProps) {
  const panel = usePanelStyles();
  const { t } = useWords();
  return (
    <Section title={t('patient.section.problems')} section={values?.problems} onRetry={onRetry}>
      {(problems) => {
        const active = problems.filter((problem) => problem.isActive);
        const past = problems.filter((problem) => !problem.isActive);
        return (
          <div className={panel.list}>
            {active.length > 0 ? (
              <Items items={active} toItem={toProblem} />
            ) : (
              <span>{t('patient.noActiveProblem')}</span>
            )}
            {past.length > 0 && (
              <details>
                <summary>{t('patient.pastProblems', { count: past.length })}</summary>
                <Items items={past} toItem={toProblem} />
              </details>
            )}
          </div>
        );
      }}
    </Section>
  );
}

const toProblem = (problem: ProblemItem) => <Problem problem={problem} />;

function Problem({ problem }: { readonly problem: ProblemItem }) {
  const panel = usePanelStyles();
  const { t } = useWords();
  const say = useClinicalWords();
  return (
    <>
      <span className={panel.first}>
        <span className={problem.isActive ? panel.strong : undefined}>{say.named(problem)}</span>
        {problem.severity && <span className={panel.mark}>{problem.severity}</span>}
        {problem.qualifier && <span className={panel.mark}>{say.qualifier(problem.qualifier)}</span>}
      </span>
      <Behind fact={problem} dates={toOnsetDates(problem, t, say)} />
    </>
  );
}

export function AllergiesSection({ values, onRetry }: PartProps) {
  const panel = usePanelStyles();
  const { t } = useWords();
  return (
    <Section title={t('patient.section.allergies')} section={values?.allergies} onRetry={onRetry}>
      {(value) => {
        // What couldn't be read in full doesn't say that nothing is there: a note beneath tells it.
        if (value.kind === 'notRecorded')
          return values?.allergies.mayBeIncomplete ? null : (
            <em className={panel.quiet}>{t('patient.allergy.notRecorded')}</em>
          );
        if (value.kind === 'list') return <Items items={value.items} toItem={toAllergy} />;
        return (
          <>
            {value.items.length === 0 && `✓ ${t('patient.allergy.noKnown')}`}
            <Items items={value.items} toItem={toNoKnown} />
          </>
        );
      }}
    </Section>
  );
}

const toNoKnown = (statement: AllergyItem) => <NoKnown statement={statement} />;

function NoKnown({ statement }: { readonly statement: AllergyItem }) {
  const panel = usePanelStyles();
  const say = useClinicalWords();
  return (
    <>
      <span className={panel.first}>
        <span>
          <span aria-hidden="true">✓ </span>
          {say.named(statement)}
        </span>
        {statement.qualifier && <span className={panel.mark}>{say.qualifier(statement.qualifier)}</span>}
      </span>
      <AllergyDates allergy={statement} />
    </>
  );
}

const toAllergy = (allergy: AllergyItem) => <Allergy allergy={allergy} />;

function Allergy({ allergy }: { readonly allergy: AllergyItem }) {
  const panel = usePanelStyles();
  const { t } = useWords();
  const say = useClinicalWords();
  const name = say.named(allergy);
  return (
    <>
      <span className={panel.first}>
        <span className={allergy.isHigh ? `${panel.strong} ${panel.danger}` : undefined}>
          {allergy.isHigh ? `⚠ ${t('patient.allergy.high', { name })}` : name}
        </span>
        {allergy.type && <span className={panel.mark}>{t(`patient.allergy.${allergy.type}`)}</span>}
        {allergy.qualifier && <span className={panel.mark}>{say.qualifier(allergy.qualifier)}</span>}
      </span>
      {allergy.reactions.length > 0 && <span className={panel.second}>{allergy.reactions.join(', ')}</span>}
      {allergy.note && <span className={panel.second}>{allergy.note}</span>}
      <AllergyDates allergy={allergy} />
    </>
  );
}

function AllergyDates({ allergy }: { readonly allergy: AllergyItem }) {
  const { t } = useWords();
  const say = useClinicalWords();
  return <Behind fact={allergy} dates={toAllergyDates(allergy, t, say)} />;
}

export function MedicationsSection({ values, onRetry }: PartProps) {
  const { t } = useWords();
  return (
    <Section title={t('patient.section.medications')} section={values?.medications} onRetry={onRetry}>
      {(items) => <Items items={items} toItem={toMedication} />}
    </Section>
  );
}

const toMedication = (medication: MedicationItem) => <Medication medication={medication} />;

function Medication({ medication }: { readonly medication: MedicationItem }) {
  const panel = usePanelStyles();
  const { t } = useWords();
  const say = useClinicalWords();
  const standing = say.standing(medication);
  return (
    <>
      <span className={panel.first}>
        <span className={medication.isActive ? panel.strong : panel.quiet}>{say.named(medication)}</span>
        {standing && <span className={panel.mark}>{standing}</span>}
      </span>
      {medication.dose && <span>{medication.dose}</span>}
      <Behind
        fact={medication}
        dates={[...toOrderDates(medication, t, say), medication.prescriber && [medication.prescriber]]}
      />
    </>
  );
}

export function CoverageSection({ values, onRetry }: PartProps) {
  const { t } = useWords();
  return (
    <Section title={t('patient.section.coverage')} section={values?.coverage} onRetry={onRetry}>
      {(items) => <Items items={items} toItem={toCoverage} />}
    </Section>
  );
}

const toCoverage = (coverage: CoverageItem) => <Coverage coverage={coverage} />;

function Coverage({ coverage }: { readonly coverage: CoverageItem }) {
  const panel = usePanelStyles();
  const { t } = useWords();
  const say = useClinicalWords();
  return (
    <>
      <span className={panel.first}>
        <span className={panel.strong}>{coverage.payor ?? t('patient.noPayor')}</span>
        {coverage.plan && <span>{coverage.plan}</span>}
      </span>
      {coverage.group && (
        <span className={panel.second}>{t('patient.group', { group: coverage.group })}</span>
      )}
      {coverage.subscriberId && (
        <span className={panel.second}>{t('patient.subscriber', { id: coverage.subscriberId })}</span>
      )}
      <Behind fact={coverage} dates={toCoverDates(coverage, t, say)} />
    </>
  );
}

const shownAtFirst = 6;

interface ItemsProps<I> {
  readonly items: readonly I[];
  readonly toItem: (item: I) => ReactNode;
}

/** A long list opens on demand: forty medications don't push the rest away. */
function Items<I>({ items, toItem }: ItemsProps<I>) {
  const panel = usePanelStyles();
  const { t } = useWords();
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? items : items.slice(0, shownAtFirst);
  return (
    <>
      <ul className={panel.list}>
        {shown.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: items of one reading never change places.
          <li key={index} className={panel.item}>
            {toItem(item)}
          </li>
        ))}
      </ul>
      {items.length > shown.length && (
        <Button size="small" appearance="subtle" onClick={() => setWhole(true)}>
          {t('patient.showAll', { count: items.length })}
        </Button>
      )}
    </>
  );
}

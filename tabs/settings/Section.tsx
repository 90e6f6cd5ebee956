// One part of the settings: heading, a sentence, content on a card. No fetching.

import { Card, makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, useId } from 'react';
import { Heading, Sentence } from '../ui/Heading';

const useStyles = makeStyles({
  root: { display: 'grid', rowGap: tokens.spacingVerticalS },
  card: { padding: tokens.spacingHorizontalXL, rowGap: tokens.spacingVerticalL },
});

export interface SectionProps {
  readonly title: string;
  readonly text?: string;
  readonly children: ReactNode;
}

export function Section({ title, text, children }: SectionProps) {
  const styles = useStyles();
  const id = useId();
  return (
    <section className={styles.root} aria-labelledby={id}>
      <Heading level={2} id={id}>
        {title}
      </Heading>
      {text !== undefined && <Sentence>{text}</Sentence>}
      <Card className={styles.card} focusMode="off">
        {children}
      </Card>
    </section>
  );
}

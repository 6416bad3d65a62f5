import { places, type Unit } from '../../ground/organization/organization.ts';
import type { Language } from '../../platform/language.ts';
import { Field, type FieldErrors, Select } from '../../platform/page/kit.tsx';
import { routeNames, topicNames } from './names.ts';
import { routes, topics } from './petition.ts';
import { texts } from './texts.ts';

interface MatterProps {
  language: Language;
  values: Record<string, string>;
  errors: FieldErrors;
}

const fieldOf = ({ language, values, errors }: MatterProps, name: string) => ({
  language,
  name,
  value: values[name],
  error: errors[name],
});

/** Whether it is about rules or legal documents, whose terms are their own. */
export function RouteField(props: MatterProps) {
  const { language } = props;
  const t = texts[language];
  return (
    <Select
      {...fieldOf(props, 'route')}
      label={t.route}
      hint={t.routeHint}
      options={routes.map((value) => ({ value, label: routeNames[language][value] }))}
    />
  );
}

/** What a petition is about and where, as citizen and clerk are both asked. */
export function TopicAndPlace(props: MatterProps & { units: readonly Unit[] }) {
  const { language, units } = props;
  const t = texts[language];
  return (
    <>
      <Select
        {...fieldOf(props, 'topic')}
        label={t.topic}
        optional
        options={[
          { value: '', label: t.chooseOption },
          ...topics.map((value) => ({ value, label: topicNames[language][value] })),
        ]}
      />
      <Select
        {...fieldOf(props, 'placeUnit')}
        label={t.place}
        hint={t.placeHint}
        optional
        options={[
          { value: '', label: t.placeNone },
          ...places(units).map((unit) => ({ value: unit.id, label: unit.name[language] })),
        ]}
      />
      <Field {...fieldOf(props, 'hamlet')} label={t.hamlet} optional width="medium" />
    </>
  );
}

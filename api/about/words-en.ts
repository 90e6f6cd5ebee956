// The pages in English.
import type { AboutWords } from './words';

export const en: AboutWords = {
  language: 'English',
  titles: { privacy: 'Privacy', terms: 'Terms of use' },
  runBy: 'This server, {host}, is run by {operator}, who answers for it.',
  runByUnnamed:
    'This server is {host}. Who runs it has given no name here: ask the IT administrator of your organisation.',
  contact: 'Questions, and requests about your data: {contact}',
  sections: {
    privacy: [
      {
        heading: 'What is stored',
        paragraphs: [
          'Lists of the team, what its members type about patients, their notes, and for a patient of the EHR the reference to the record with name, birth date, sex and MRN as they were last read. These are encrypted, but for the reference.',
          'Who did what and when: each view, search and change with the person’s name and id, and the patient. Names of patients and what was searched for are encrypted. Owners of the team can read this record in the tab.',
          'The team’s connection: its link and name, and who set it.',
        ],
      },
      {
        heading: 'What is not stored',
        paragraphs: [
          'What the EHR answers, such as diagnoses, allergies, medications and vital signs, is held in memory for at most {seconds} seconds and never written down.',
          'No cookies, no advertising, no analysis of visitors. The technical log has no names, no searches and no contents.',
        ],
      },
      {
        heading: 'Where, and who receives it',
        paragraphs: [
          'Everything stored is in the database of this server, and nowhere else.',
          'Microsoft Teams says who you are; Microsoft Graph is asked who belongs to the team and the channel, and what they are called. In EHR mode the FHIR server that the team connected is asked about patients. Nobody else receives anything.',
        ],
      },
      {
        heading: 'How long',
        paragraphs: [
          'What a team removes can be brought back for {days} days and is then no longer shown; it stays in the database until whoever runs this server deletes it. The record of views and changes can’t be altered or deleted by anybody in the app.',
        ],
      },
    ],
    terms: [
      {
        heading: 'What it is for',
        paragraphs: [
          'Patients is a working list of a care team. It is not the medical record and no medical device: it checks no doses and no interactions, judges no values and raises no alarm.',
          'What comes from the EHR may be old, incomplete or missing; each value says where it is from and when it was read. Look into the EHR before you act on it.',
        ],
      },
      {
        heading: 'How to use it',
        paragraphs: [
          'Only for patients in whose care you take part, and by the rules of your organisation. Every view, search and change is recorded with your name.',
          'Type only what the team needs. Don’t show the list to anybody who may not see it.',
        ],
      },
      {
        heading: 'Who answers for it',
        paragraphs: [
          'Whoever runs this server decides who may use it, and answers for its running and its data. The software comes without any warranty.',
        ],
      },
    ],
  },
};

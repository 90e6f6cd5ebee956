// What the made-up census can be about: diagnoses, allergens, drugs and insurers to pick from.

export const diagnoses: readonly (readonly [code: string, text: string])[] = [
  ['233604007', 'Pneumonia'],
  ['84114007', 'Heart failure'],
  ['22298006', 'Myocardial infarction'],
  ['5913000', 'Fracture of neck of femur'],
  ['68566005', 'Urinary tract infection'],
  ['195951007', 'Acute exacerbation of chronic obstructive airways disease'],
  ['128053003', 'Deep venous thrombosis'],
  ['230690007', 'Stroke'],
  ['76571007', 'Septic shock'],
  ['74400008', 'Appendicitis'],
];

export const diagnosesUnderOne: readonly (readonly [code: string, text: string])[] = [
  ['4120002', 'Bronchiolitis'],
  ['387712008', 'Neonatal jaundice'],
];

export const ongoing: readonly (readonly [string, string, 'severe' | 'moderate' | 'mild'])[] = [
  ['38341003', 'Hypertensive disorder', 'moderate'],
  ['44054006', 'Diabetes mellitus type 2', 'severe'],
  ['49436004', 'Atrial fibrillation', 'severe'],
  ['396275006', 'Osteoarthritis', 'mild'],
];

export const lowAllergens: readonly (readonly [code: string, text: string, reaction: string])[] = [
  ['300913006', 'Shellfish', 'Rash'],
  ['256277009', 'Grass pollen', 'Sneezing'],
  ['91931000', 'Erythromycin', 'Nausea'],
  ['3718001', 'Cow milk', 'Bloating'],
];

export const highAllergens: readonly (readonly [code: string, text: string, reaction: string])[] = [
  ['91936005', 'Penicillin', 'Anaphylaxis'],
  ['91935009', 'Peanut', 'Swelling of the throat'],
  ['293586001', 'Aspirin', 'Bronchospasm'],
];

export const drugs: readonly (readonly [rxnorm: string, text: string, dose: string])[] = [
  ['314076', 'Lisinopril 10 MG Oral Tablet', '1 tablet by mouth once a day'],
  ['855332', 'Warfarin Sodium 5 MG Oral Tablet', '1 tablet by mouth in the evening, by INR'],
  ['309362', 'Clopidogrel 75 MG Oral Tablet', '1 tablet by mouth once a day'],
  ['860975', 'Metformin 500 MG Oral Tablet', '1 tablet by mouth twice a day with meals'],
  ['1659149', 'Piperacillin 4 g / Tazobactam 0.5 g Injection', '4.5 g intravenously every 8 hours'],
  ['854228', 'Enoxaparin 40 MG Prefilled Syringe', '40 mg under the skin once a day'],
  ['313782', 'Acetaminophen 325 MG Oral Tablet', '2 tablets by mouth every 6 hours if needed for pain'],
];

export const drugsUnderOne: readonly (readonly [rxnorm: string, text: string, dose: string])[] = [
  ['1234995', 'Acetaminophen 32 MG/ML Oral Suspension', '40 mg by mouth every 6 hours if needed'],
  ['316672', 'Cholecalciferol 400 UNT/ML Oral Solution', '1 mL by mouth once a day'],
];

export const payors: readonly (readonly [payor: string, plan: string, group: string])[] = [
  ['Northern Mutual Health', 'Gold Care Plan', 'Harbour Port Authority'],
  ['State Health Insurance', 'Basic Plan', 'General Public'],
  ['Cooperative Sickness Fund', 'Family Plan 2', 'Teachers Union'],
];

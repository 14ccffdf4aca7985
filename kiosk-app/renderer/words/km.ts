import type { LanguageEntry } from './words.ts';

/** Numbers in running text are written in Khmer digits; a counter's number never is. */
const inKhmerDigits = (text: string): string =>
  text.replace(/\d/g, (digit) => String.fromCodePoint(0x17e0 + Number(digit)));
const clock = (hour: number, minute: number): string =>
  inKhmerDigits(minute === 0 ? String(hour) : `${hour}:${String(minute).padStart(2, '0')}`);
const months = [
  'មករា',
  'កុម្ភៈ',
  'មីនា',
  'មេសា',
  'ឧសភា',
  'មិថុនា',
  'កក្កដា',
  'សីហា',
  'កញ្ញា',
  'តុលា',
  'វិច្ឆិកា',
  'ធ្នូ',
] as const;
const partOfDay = (hour: number): { readonly hour: number; readonly part: string } => {
  if (hour < 11) return { hour, part: 'ព្រឹក' };
  if (hour < 13) return { hour, part: 'ថ្ងៃត្រង់' };
  return { hour: hour - 12, part: hour < 18 ? 'ល្ងាច' : 'យប់' };
};

/** A draft: no native speaker has checked it yet. */
export const km: LanguageEntry = {
  name: 'ភាសាខ្មែរ',
  status: 'draft',
  words: {
    categories: {
      'satisfied-service': { full: 'ពេញចិត្តចំពោះសេវា', lead: 'ពេញចិត្តចំពោះ', key: ['សេវា'] },
      'satisfied-attitude': {
        full: 'ពេញចិត្តចំពោះអាកប្បកិរិយាបម្រើសេវា',
        lead: 'ពេញចិត្តចំពោះ',
        key: ['អាកប្បកិរិយា', 'បម្រើសេវា'],
      },
      'dissatisfied-competence': {
        full: 'មិនពេញចិត្តចំពោះជំនាញរបស់បុគ្គលិក',
        lead: 'មិនពេញចិត្តចំពោះ',
        key: ['ជំនាញរបស់', 'បុគ្គលិក'],
      },
      'dissatisfied-time': {
        full: 'មិនពេញចិត្តចំពោះរយៈពេលធ្វើប្រតិបត្តិការ',
        lead: 'មិនពេញចិត្តចំពោះ',
        key: ['រយៈពេលធ្វើ', 'ប្រតិបត្តិការ'],
      },
      comment: { full: 'មតិយោបល់', key: ['មតិយោបល់'] },
    },
    groups: { satisfied: 'ពេញចិត្ត', dissatisfied: 'មិនពេញចិត្ត', comment: 'មតិយោបល់' },
    counter: 'បញ្ជរ',
    bar: {
      languages: 'ភាសា',
      display: 'ការបង្ហាញ',
      largeText: 'អក្សរធំ',
      contrast: 'ពណ៌ច្បាស់',
      reach: 'បន្ទាប',
    },
    choose: { prompt: 'សូមប៉ះប្រអប់មួយ ដើម្បីវាយតម្លៃ' },
    waiting: { question: 'តើសេវាថ្ងៃនេះយ៉ាងណាដែរ?', invitation: 'សូមប៉ះប្រអប់មួយ' },
    pressed: { writing: 'កំពុងកត់ត្រា…' },
    thanks: { title: 'សូមអរគុណ', recorded: 'បានកត់ត្រា៖', takeBack: 'ប៉ះច្រឡំ? ដកវិញ' },
    steering: { hint: 'លើបន្ទះប៊ូតុង៖ ចុចប៊ូតុងផ្សេង', legend: 'ប៊ូតុងផ្សេង៖ បន្ទាប់។ ប៊ូតុងដដែល៖ ជ្រើស។' },
    takenBack: { title: 'បានដកវិញ', text: 'សូមជ្រើសរើសម្ដងទៀត។' },
    comment: {
      invitation: 'បានកត់ត្រា។ លោកអ្នកអាចសរសេរបន្ថែម៖',
      note: 'សូមកុំសរសេរឈ្មោះ ឬលេខទូរសព្ទ។',
      field: 'មតិយោបល់',
      skip: ['មិន', 'សរសេរ'],
      send: 'ផ្ញើ',
      closing: 'ជិតបិទហើយ',
    },
    keyboard: {
      name: 'ក្ដារចុច',
      space: 'ដកឃ្លា',
      shift: 'ប្ដូរជួរ',
      backspace: 'លុប',
      letters: 'កខគ',
      digits: '123',
      method: 'របៀបវាយ',
    },
    repeat: {
      title: 'បានកត់ត្រារួចហើយ',
      text: ['ការវាយតម្លៃមុននេះត្រូវបានរាប់រួចហើយ។', 'មិនចាំបាច់ប៉ះទៀតទេ។ សូមអរគុណ។'],
    },
    notRecorded: {
      title: 'មិនទាន់បានកត់ត្រា',
      text: ['ការប៉ះមុននេះមិនទាន់ត្រូវបានរាប់ទេ។', 'សូមប៉ះម្ដងទៀត។ បើនៅតែមិនបាន សូមប្រាប់បុគ្គលិកនៅបញ្ជរ។'],
      again: 'ប៉ះម្ដងទៀត',
    },
    staffCode: 'លេខកូដសម្រាប់បុគ្គលិក៖',
    outOfService: {
      title: 'ផ្អាកបម្រើជាបណ្ដោះអាសន្ន',
      text: ['សូមអភ័យទោស។ សូមប្រាប់មតិដោយផ្ទាល់ទៅបុគ្គលិកនៅបញ្ជរ។', 'អេក្រង់នឹងដំណើរការឡើងវិញដោយខ្លួនឯង។'],
    },
    closed: {
      title: 'ក្រៅម៉ោងធ្វើការ',
      opensAgain: 'បើកវិញ',
      opensAt: (weekday, hour, minute) => {
        const { hour: spoken, part } = partOfDay(hour);
        return `ម៉ោង ${clock(spoken, minute)} ${part} ${weekday}`;
      },
      opensOn: (weekday, { day, month }, hour, minute) => {
        const { hour: spoken, part } = partOfDay(hour);
        const date = `ទី${inKhmerDigits(String(day))} ខែ${months[month - 1] ?? ''}`;
        return `ម៉ោង ${clock(spoken, minute)} ${part} ${weekday} ${date}`;
      },
      weekdays: ['ថ្ងៃចន្ទ', 'ថ្ងៃអង្គារ', 'ថ្ងៃពុធ', 'ថ្ងៃព្រហស្បតិ៍', 'ថ្ងៃសុក្រ', 'ថ្ងៃសៅរ៍', 'ថ្ងៃអាទិត្យ'],
      noRatings: 'ពេលនេះម៉ាស៊ីនមិនទទួលការវាយតម្លៃទេ។',
    },
    starting: { title: 'កំពុងចាប់ផ្ដើម', text: 'សូមរង់ចាំបន្តិច។' },
    screenOff: 'អេក្រង់បិទ',
    asked: {
      title: 'មជ្ឈមណ្ឌលកំពុងស្វែងរកម៉ាស៊ីននេះ',
      test: 'កំពុងសាកល្បងប៊ូតុង',
      testText: 'អ្នកបច្ចេកទេសចុចប៊ូតុងនីមួយៗ។ ការចុចនៅពេលនេះមិនត្រូវបានរាប់ទេ។',
      answered: (button, hasAnswered) => `ប៊ូតុង ${button}: ${hasAnswered ? 'ឆ្លើយតប' : 'មិនទាន់ចុច'}`,
      allAnswered: 'ប៊ូតុងទាំងប្រាំឆ្លើយតប។',
    },
    technician: {
      title: 'បច្ចេកទេស',
      pin: 'លេខ PIN',
      wrongPin: 'លេខ PIN មិនត្រឹមត្រូវ',
      open: 'បើក',
      close: 'បិទ',
      facts: {
        kiosk: 'ម៉ាស៊ីន',
        version: 'កំណែ',
        counter: 'បញ្ជរ',
        ledger: 'បញ្ជីកំណត់ត្រា',
        pending: 'រង់ចាំផ្ញើ',
        network: 'បណ្ដាញ',
        clock: 'ម៉ោងរបស់ម៉ាស៊ីន',
        up: 'ដំណើរការរយៈពេល',
        panel: 'បន្ទះប៊ូតុង',
        screen: 'អេក្រង់',
        presses: 'ចំនួនចុច',
        proof: 'ការផ្ទៀងផ្ទាត់បញ្ជី',
        proven: 'ត្រឹមត្រូវ',
        damaged: 'ខូចចាប់ពី',
        links: { none: 'គ្មាន', connecting: 'កំពុងភ្ជាប់', up: 'បានភ្ជាប់', down: 'ដាច់ការភ្ជាប់' },
      },
      lesson: {
        begin: 'បង្រៀនបន្ទះប៊ូតុង',
        choose: 'ជ្រើសរើសបន្ទះដែលទើបដោត៖',
        none: 'រកមិនឃើញឧបករណ៍ទេ។ សូមដោតបន្ទះប៊ូតុង។',
        looking: 'កំពុងស្ដាប់ឧបករណ៍…',
        ask: (button) => `ចុចប៊ូតុងទី ${button}`,
        several: 'ចុចម្ដងមួយប៊ូតុង។',
        already: (button) => `នេះជាប៊ូតុងទី ${button} រួចហើយ។`,
        done: 'រួចរាល់។ បន្ទះប៊ូតុងប្រើបានហើយ។',
        failed: 'មិនទាន់បង្រៀនបាន',
        back: 'ត្រឡប់',
      },
    },
  },
};

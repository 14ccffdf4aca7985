/** The five categories of Phụ lục II, in the order of its columns. */
export const categoryIds = [
  'satisfied-service',
  'satisfied-attitude',
  'dissatisfied-competence',
  'dissatisfied-time',
  'comment',
] as const;

export type CategoryId = (typeof categoryIds)[number];

/** The official wording, as the report prints it. Never reworded, never shortened. */
export const categoryNames: Readonly<Record<CategoryId, string>> = {
  'satisfied-service': 'Hài lòng với dịch vụ',
  'satisfied-attitude': 'Hài lòng về thái độ phục vụ',
  'dissatisfied-competence': 'Không hài lòng về nghiệp vụ nhân viên',
  'dissatisfied-time': 'Không hài lòng về thời gian giao dịch',
  comment: 'Ý kiến góp ý',
};

const known: ReadonlySet<unknown> = new Set(categoryIds);
export const isCategoryId = (value: unknown): value is CategoryId => known.has(value);

/** What a person does at the centre. One role a person; reading comments is granted apart from it. */
export const roles = ['viewer', 'reporter', 'technician', 'admin'] as const;
export type Role = (typeof roles)[number];

/**
 * What a route asks for. `see`: numbers and kiosks; `report`: closing, dossiers, notices; `tend`: kiosks; `administer`:
 * registry, settings, people, voids, audit, tokens; `read-comments`: what citizens wrote, granted to named persons only.
 */
export const rights = ['see', 'report', 'tend', 'administer', 'read-comments'] as const;
export type Right = (typeof rights)[number];

export const rightsOfRole: Readonly<Record<Role, readonly Right[]>> = {
  viewer: ['see'],
  reporter: ['see', 'report'],
  technician: ['see', 'tend'],
  admin: ['see', 'report', 'tend', 'administer'],
};

export const rightsOf = (person: {
  readonly role: Role;
  readonly readsComments: boolean;
}): readonly Right[] => [
  ...rightsOfRole[person.role],
  ...(person.readsComments ? (['read-comments'] as const) : []),
];

import type { EnrolmentAnswer, EnrolmentRequest } from '../../wire/enrolment.ts';
import type { Alarm, AlarmsView } from './alarm.ts';
import type { AuditQuery, AuditView } from './audit.ts';
import type { CommentsView, CommentView, EraseComment, TakeComment } from './comment.ts';
import type {
  EnrolmentMade,
  EnrolmentView,
  KioskConfigView,
  KioskOrderView,
  NewEnrolment,
  PutKioskConfig,
  SendKioskOrder,
} from './fleet.ts';
import type {
  KioskImported,
  KioskPress,
  KiosksView,
  KioskView,
  RetireRequest,
  VoidRequest,
} from './kiosk.ts';
import type {
  BackupView,
  CentreView,
  NewToken,
  NewWebhook,
  TimeCheck,
  TokenMade,
  TokenView,
  WebhookDelivery,
  WebhookMade,
  WebhookView,
} from './other-system.ts';
import type {
  CloseAnswer,
  CloseRequest,
  Dossiers,
  DossiersRead,
  ExcludedLine,
  LookBack,
  PeriodHistory,
  PeriodLine,
  PeriodView,
  PutDossiers,
  SpanView,
  SummaryView,
  SupplementAnswer,
} from './period.ts';
import type { InvitationLink, InviteRequest, PeopleView, PersonView, PutPerson } from './person.ts';
import type {
  RegistryApplyRequest,
  RegistryPreview,
  RegistryPreviewRequest,
  RegistryView,
} from './registry.ts';
import type { DissatisfiedNotice } from './report.ts';
import type {
  AcceptInvitation,
  ChangePassword,
  Invitation,
  InvitationRequest,
  SecondStepRequest,
  SessionState,
  SignInRequest,
  TotpEnrolled,
} from './session.ts';
import type { PutCutOff, PutSetting, SettingsView } from './setting.ts';
import type { Today } from './today.ts';

/** A body that is the bytes of a file, with its media type in `content-type`. */
export type FileBody = { readonly file: 'bytes' };
/** An answer that is a file to keep: its name stands in `content-disposition`. */
export type FileAnswer = { readonly file: 'download' };
/** Server-sent events. */
export type StreamAnswer = { readonly stream: 'events' };
export interface Done {
  readonly done: true;
}

/**
 * Every route of the console with what goes in and what comes out. `:name` in a path is a parameter; `query` fields are
 * optional and plain. The compiler keeps `routeRules` and the server's table to the same keys.
 */
export interface Contract {
  'GET /api/session': { answer: SessionState };
  'POST /api/session': { body: SignInRequest; answer: SessionState };
  'POST /api/session/second-step': { body: SecondStepRequest; answer: SessionState };
  'POST /api/session/totp': { body: SecondStepRequest; answer: TotpEnrolled };
  'DELETE /api/session': { answer: Done };
  'POST /api/session/password': { body: ChangePassword; answer: Done };
  /** Answers the new secret; it holds once `POST /api/session/totp` proves it. */
  'POST /api/session/totp/new': { body: { readonly password: string }; answer: SessionState };
  'POST /api/invitation': { body: InvitationRequest; answer: Invitation };
  'POST /api/invitation/accept': { body: AcceptInvitation; answer: SessionState };

  'GET /api/live': { answer: StreamAnswer };
  'GET /api/today': { answer: Today };

  'GET /api/periods': { answer: { readonly periods: readonly PeriodLine[]; readonly current: string } };
  'GET /api/periods/:label': { answer: PeriodView };
  'POST /api/periods/:label/close': { body: CloseRequest; answer: CloseAnswer };
  'POST /api/periods/:label/reissue': { body: CloseRequest; answer: CloseAnswer };
  'POST /api/periods/:label/supplement': { body: { readonly seen?: string }; answer: SupplementAnswer };
  'PUT /api/periods/:label/watch': { body: { readonly isWatching: boolean }; answer: Done };
  'PUT /api/periods/:label/dossiers': { body: PutDossiers; answer: Dossiers };
  'POST /api/periods/:label/dossiers/read': { body: FileBody; answer: DossiersRead };
  'GET /api/periods/:label/look-back': { answer: LookBack };
  'GET /api/periods/:label/excluded': { answer: { readonly lines: readonly ExcludedLine[] } };
  'GET /api/periods/:label/dissatisfied': { answer: { readonly notices: readonly DissatisfiedNotice[] } };
  'GET /api/periods/:label/history': { answer: PeriodHistory };
  'GET /api/periods/:label/summary': { answer: SummaryView };
  /** Phụ lục II; a query `revision` asks for an earlier one. */
  'GET /api/periods/:label/files/:format': { query: { readonly revision?: number }; answer: FileAnswer };
  'GET /api/periods/:label/supplements/:number/files/:format': {
    query: { readonly revision?: number };
    answer: FileAnswer;
  };
  /** The list for the departments; one of them with `department`. */
  'GET /api/periods/:label/dissatisfied/files/:format': {
    query: { readonly department?: string };
    answer: FileAnswer;
  };
  'GET /api/spans/:span': { answer: SpanView };
  'GET /api/spans/:span/files/:format': { answer: FileAnswer };

  'GET /api/registry': { answer: RegistryView };
  'POST /api/registry/preview': { body: RegistryPreviewRequest; answer: RegistryPreview };
  /** A CSV as `GET /api/registry/csv` writes it, or one with the columns `order,id,name`. */
  'POST /api/registry/csv/preview': {
    body: FileBody;
    query: { readonly from?: string };
    answer: RegistryPreview;
  };
  'POST /api/registry/apply': { body: RegistryApplyRequest; answer: RegistryView };
  'GET /api/registry/csv': { answer: FileAnswer };

  'GET /api/kiosks': { answer: KiosksView };
  'GET /api/kiosks/:id': { answer: KioskView };
  'PUT /api/kiosks/:id/retired': { body: RetireRequest; answer: Done };
  /** 422 `kiosk/unknown-department`: it does not stand today. */
  'PUT /api/kiosks/:id/config': { body: PutKioskConfig; answer: KioskConfigView };
  'POST /api/kiosks/:id/orders': { body: SendKioskOrder; answer: KioskOrderView };
  'GET /api/enrolments': { answer: { readonly enrolments: readonly EnrolmentView[] } };
  'POST /api/enrolments': { body: NewEnrolment; answer: EnrolmentMade };
  'DELETE /api/enrolments/:id': { answer: Done };
  /** A kiosk with its code. 403 `enrol/code`; 409 `enrol/other-centre`, `enrol/known-ledger`. */
  'POST /api/enrol': { body: EnrolmentRequest; answer: EnrolmentAnswer };
  'POST /api/kiosks/import': { body: FileBody; answer: KioskImported };
  'GET /api/kiosks/:id/presses': {
    query: { readonly day?: string };
    answer: { readonly presses: readonly KioskPress[] };
  };
  'POST /api/voids': { body: VoidRequest; answer: Done };

  'GET /api/comments': { query: { readonly label?: string }; answer: CommentsView };
  'PUT /api/comments/:id': { body: TakeComment; answer: CommentView };
  /** What a covered piece says; written to the audit log. */
  'POST /api/comments/:id/uncover': { answer: { readonly text: string } };
  'POST /api/comments/:id/erase': { body: EraseComment; answer: CommentView };

  'GET /api/alarms': { answer: AlarmsView };
  'PUT /api/alarms/:id/seen': { answer: Alarm };

  'GET /api/settings': { answer: SettingsView };
  'PUT /api/settings/:key': { body: PutSetting; answer: SettingsView };
  'PUT /api/cut-off': { body: PutCutOff; answer: SettingsView };

  'GET /api/people': { answer: PeopleView };
  'POST /api/people': { body: InviteRequest; answer: InvitationLink };
  'PUT /api/people/:id': { body: PutPerson; answer: PersonView };
  /** A new link: sets password and authenticator anew. */
  'POST /api/people/:id/reset': { answer: InvitationLink };
  'POST /api/people/:id/sign-out': { answer: Done };

  'GET /api/audit': { query: AuditQuery; answer: AuditView };
  'GET /api/audit/csv': { answer: FileAnswer };

  'GET /api/tokens': { answer: { readonly tokens: readonly TokenView[] } };
  'POST /api/tokens': { body: NewToken; answer: TokenMade };
  'DELETE /api/tokens/:id': { answer: Done };
  'GET /api/webhooks': { answer: { readonly webhooks: readonly WebhookView[] } };
  'POST /api/webhooks': { body: NewWebhook; answer: WebhookMade };
  'DELETE /api/webhooks/:id': { answer: Done };
  'POST /api/webhooks/:id/test': { answer: WebhookDelivery };
  'GET /api/webhooks/:id/deliveries': { answer: { readonly deliveries: readonly WebhookDelivery[] } };

  'GET /api/backups': { answer: BackupView };
  'POST /api/backups': { answer: BackupView };
  'POST /api/time-check': { answer: TimeCheck };
  'GET /api/centre': { answer: CentreView };
}

export type RouteKey = keyof Contract;

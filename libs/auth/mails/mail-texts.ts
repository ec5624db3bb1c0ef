import type { Locale } from '#platform/problems';
import type { AuthMail } from './letter.js';

/** `{tenant}` is replaced by the tenant's display name, `{key}` and `{created}` by the name of a key and when it was created. */
export interface MailText {
  readonly subject: string;
  readonly lines: readonly string[];
  /** The label of the button, in mails with a link. */
  readonly action?: string;
}

/** A text of two paragraphs. @param action the words on the button of its link */
export const mailText = (subject: string, first: string, second: string, action?: string): MailText => ({
  subject,
  lines: [first, second],
  ...(action && { action }),
});

/** The text of each mail. */
export const mailTexts: Readonly<Record<AuthMail['kind'], Readonly<Record<Locale, MailText>>>> = {
  'verify-email': {
    en: mailText(
      'Confirm your address for {tenant}',
      'Someone, probably you, registered at {tenant} with this address. Confirm it, and sign in with the password that was chosen then.',
      'The link works for 24 hours. If it was not you, do nothing: without it the account stays closed.',
      'Confirm my address',
    ),
    fr: mailText(
      'Confirmez votre adresse pour {tenant}',
      'Quelqu’un, sans doute vous, a ouvert un compte {tenant} avec cette adresse. Confirmez-la, puis connectez-vous avec le mot de passe choisi alors.',
      'Le lien est valable 24 heures. Si ce n’était pas vous, ne faites rien : sans lui, le compte reste fermé.',
      'Confirmer mon adresse',
    ),
  },
  'account-exists': {
    en: mailText(
      'You already have an account at {tenant}',
      'Someone, probably you, just registered at {tenant} with this address, which has an account already.',
      'Sign in with your password, or ask for a new one if you have forgotten it. If it was not you, nothing has changed.',
    ),
    fr: mailText(
      'Vous avez déjà un compte {tenant}',
      'Quelqu’un, sans doute vous, vient de s’inscrire à {tenant} avec cette adresse, qui a déjà un compte.',
      'Connectez-vous avec votre mot de passe, ou demandez-en un nouveau si vous l’avez oublié. Si ce n’était pas vous, rien n’a changé.',
    ),
  },
  'choose-password': {
    en: mailText(
      'Choose your password for {tenant}',
      'Someone, probably you, registered more than once at {tenant} with this address, which nobody has confirmed yet.',
      'Choose the password here: that confirms your address, and no other password works. The link works once, for one hour. If it was not you, do nothing.',
      'Choose my password',
    ),
    fr: mailText(
      'Choisissez votre mot de passe pour {tenant}',
      'Quelqu’un, sans doute vous, s’est inscrit plusieurs fois à {tenant} avec cette adresse, que personne n’a encore confirmée.',
      'Choisissez le mot de passe ici : cela confirme votre adresse, et aucun autre mot de passe ne fonctionne. Le lien ne sert qu’une fois, pendant une heure. Si ce n’était pas vous, ne faites rien.',
      'Choisir mon mot de passe',
    ),
  },
  'reset-password': {
    en: mailText(
      'A new password for {tenant}',
      'You asked for a new password at {tenant}.',
      'The link works once, for one hour. If it was not you, do nothing: your password stays as it is.',
      'Choose a new password',
    ),
    fr: mailText(
      'Un nouveau mot de passe pour {tenant}',
      'Vous avez demandé un nouveau mot de passe pour {tenant}.',
      'Le lien ne sert qu’une fois, pendant une heure. Si ce n’était pas vous, ne faites rien : votre mot de passe reste le même.',
      'Choisir un nouveau mot de passe',
    ),
  },
  'password-changed': {
    en: mailText(
      'Your password at {tenant} was changed',
      'The password of your account at {tenant} has just been changed. Your other devices were signed out, and your personal keys were revoked.',
      'If it was not you, ask for a new password at once and tell an administrator.',
    ),
    fr: mailText(
      'Votre mot de passe {tenant} a changé',
      'Le mot de passe de votre compte {tenant} vient d’être changé. Vos autres appareils ont été déconnectés, et vos clés personnelles révoquées.',
      'Si ce n’était pas vous, demandez aussitôt un nouveau mot de passe et prévenez un administrateur.',
    ),
  },
  'new-device': {
    en: mailText(
      'A new device signed in at {tenant}',
      'Someone signed in to your account at {tenant} from a device that we had not seen before.',
      'If it was not you, change your password: your devices are then signed out, and your personal keys revoked.',
    ),
    fr: mailText(
      'Un nouvel appareil s’est connecté à {tenant}',
      'Quelqu’un s’est connecté à votre compte {tenant} depuis un appareil que nous ne connaissions pas.',
      'Si ce n’était pas vous, changez votre mot de passe : vos appareils seront alors déconnectés, et vos clés personnelles révoquées.',
    ),
  },
  'key-created': {
    en: mailText(
      'A new key of your account at {tenant}',
      'A personal key was created for your account at {tenant}: “{key}”, on {created}. A program that has it acts as you, within the scopes of the key, until it is revoked.',
      'If it was not you, ask for a new password at once: that revokes all your keys and signs out all your devices. Then tell an administrator.',
    ),
    fr: mailText(
      'Une nouvelle clé de votre compte {tenant}',
      'Une clé personnelle a été créée pour votre compte {tenant} : « {key} », le {created}. Un programme qui la possède agit en votre nom, dans les limites de la clé, tant qu’elle n’est pas révoquée.',
      'Si ce n’était pas vous, demandez aussitôt un nouveau mot de passe : toutes vos clés sont alors révoquées et tous vos appareils déconnectés. Prévenez ensuite un administrateur.',
    ),
  },
  'erasure-requested': {
    en: mailText(
      'Your account at {tenant} will be erased',
      'Your account at {tenant}, and all data about you there, will be erased in a few days. You are signed out already.',
      'If you did not want this, tell an administrator of {tenant} before then: they can still cancel it. Afterwards nobody can.',
    ),
    fr: mailText(
      'Votre compte {tenant} va être effacé',
      'Votre compte {tenant}, et toutes les données qui vous y concernent, seront effacés dans quelques jours. Vous êtes déjà déconnecté.',
      'Si vous ne le souhaitez pas, prévenez d’ici là un administrateur de {tenant} : il peut encore l’annuler. Ensuite, personne ne le pourra.',
    ),
  },
  'own-erasure-requested': {
    en: mailText(
      'Your account at {tenant} will be erased',
      'You asked that your account at {tenant}, and all data about you there, be erased. That happens in a few days, and you are signed out already.',
      'Until then this link keeps your account. Afterwards nobody can. If it was not you, keep the account and change its password.',
      'Keep my account',
    ),
    fr: mailText(
      'Votre compte {tenant} va être effacé',
      'Vous avez demandé l’effacement de votre compte {tenant} et de toutes les données qui vous y concernent. Il aura lieu dans quelques jours, et vous êtes déjà déconnecté.',
      'D’ici là, ce lien garde votre compte. Ensuite, personne ne le pourra. Si ce n’était pas vous, gardez le compte et changez-en le mot de passe.',
      'Garder mon compte',
    ),
  },
  'erasure-begun': {
    en: mailText(
      'Your data at {tenant} is being erased',
      'Your account at {tenant} and all data about you there are being erased now, and your address with them: this is the last message.',
      'The link shows the receipt, which is signed and says what was erased and what must be kept, from about a quarter of an hour from now, for 30 days. Save it then if you want to keep it.',
      'Show the receipt',
    ),
    fr: mailText(
      'Vos données {tenant} sont en cours d’effacement',
      'Votre compte {tenant} et toutes les données qui vous y concernent sont en cours d’effacement, votre adresse comprise : ce message est le dernier.',
      'Le lien montre le reçu signé, qui dit ce qui a été effacé et ce qui doit être conservé, d’ici un quart d’heure environ et pendant 30 jours. Enregistrez-le alors si vous voulez le garder.',
      'Voir le reçu',
    ),
  },
  'webhook-disabled': {
    en: mailText(
      'A webhook of {tenant} was disabled',
      'Palier has disabled a webhook of {tenant}: its receiver answered that it wants no more messages, or none was delivered for five days. Nothing is sent to it until an administrator enables it.',
      'GET /v1/webhooks shows which one it is, and why. Once the receiver works again, enable the webhook: the messages that wait are then sent. What happens until then is not sent later.',
    ),
    fr: mailText(
      'Un webhook de {tenant} a été désactivé',
      'Palier a désactivé un webhook de {tenant} : son destinataire a répondu qu’il ne veut plus de messages, ou aucun n’a été remis pendant cinq jours. Rien ne lui est envoyé tant qu’un administrateur ne l’a pas activé.',
      'GET /v1/webhooks montre lequel, et pourquoi. Quand le destinataire fonctionne à nouveau, activez le webhook : les messages en attente sont alors envoyés. Ce qui arrive d’ici là n’est pas envoyé plus tard.',
    ),
  },
  invitation: {
    en: mailText(
      'You are invited to {tenant}',
      'You are invited to join {tenant}. Choose a name and a password to begin.',
      'The link works for 7 days.',
      'Accept the invitation',
    ),
    fr: mailText(
      'Une invitation à rejoindre {tenant}',
      'On vous invite à rejoindre {tenant}. Choisissez un nom et un mot de passe pour commencer.',
      'Le lien est valable 7 jours.',
      'Accepter l’invitation',
    ),
  },
};

/** The first and last lines of every mail. */
export const mailFrame: Readonly<Record<Locale, { hello: string; fallback: string; automatic: string }>> = {
  en: {
    hello: 'Hello',
    fallback: 'If the button does not work, open this address:',
    automatic: 'This message was sent automatically.',
  },
  fr: {
    hello: 'Bonjour',
    fallback: 'Si le bouton ne fonctionne pas, ouvrez cette adresse :',
    automatic: 'Ce message a été envoyé automatiquement.',
  },
};

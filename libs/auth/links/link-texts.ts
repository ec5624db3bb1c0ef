import type { Locale } from '#platform/problems';
import type { LinkPage } from '../mails/link-to.js';

interface LinkTexts {
  readonly pages: Readonly<Record<LinkPage, { title: string; action: string; done: string }>>;
  readonly name: string;
  readonly password: string;
  /** Who opens it gives a password in place of the registered one. */
  readonly otherPassword: string;
  /** The subject of a sentence about a faulty field. */
  readonly labels: Readonly<Record<'name' | 'password', string>>;
  readonly incomplete: string;
  readonly offline: string;
  /** The label of the link that saves what the page shows. */
  readonly save: string;
  readonly script: string;
}

/** The texts of the pages. */
export const linkTexts: Readonly<Record<Locale, LinkTexts>> = {
  en: {
    pages: {
      'verify-email': {
        title: 'Confirm your address',
        action: 'Confirm',
        done: 'Your address is confirmed: you may sign in now, with your password.',
      },
      'reset-password': {
        title: 'Choose a new password',
        action: 'Save',
        done: 'Your password is changed and every device was signed out. Sign in again.',
      },
      'cancel-erasure': {
        title: 'Keep your account',
        action: 'Cancel the erasure',
        done: 'Your account is kept: you may sign in again, with your password. Keys and invitations that you gave have ended.',
      },
      'erasure-receipt': {
        title: 'The receipt of your erasure',
        action: 'Show the receipt',
        done: 'Your data was erased. Save the receipt: this link ends 30 days after its mail.',
      },
      invitation: { title: 'Accept the invitation', action: 'Join', done: 'Welcome: you may sign in now.' },
    },
    name: 'Your name',
    password: 'Password, at least 15 characters: several words are a good one',
    otherPassword: 'I did not choose my password when I registered, or want another',
    labels: { name: 'The name', password: 'The password' },
    incomplete: 'This address is incomplete: open the whole link of the mail.',
    save: 'Save the receipt',
    offline: 'The server did not answer. Try again in a moment.',
    script: 'This page needs JavaScript.',
  },
  fr: {
    pages: {
      'verify-email': {
        title: 'Confirmez votre adresse',
        action: 'Confirmer',
        done: 'Votre adresse est confirmée : vous pouvez vous connecter, avec votre mot de passe.',
      },
      'reset-password': {
        title: 'Choisissez un nouveau mot de passe',
        action: 'Enregistrer',
        done: 'Votre mot de passe est changé et tous vos appareils sont déconnectés. Connectez-vous à nouveau.',
      },
      'cancel-erasure': {
        title: 'Gardez votre compte',
        action: 'Annuler l’effacement',
        done: 'Votre compte est gardé : vous pouvez vous reconnecter, avec votre mot de passe. Les clés et invitations que vous aviez données ont pris fin.',
      },
      'erasure-receipt': {
        title: 'Le reçu de votre effacement',
        action: 'Voir le reçu',
        done: 'Vos données ont été effacées. Enregistrez le reçu : ce lien expire 30 jours après son message.',
      },
      invitation: {
        title: 'Acceptez l’invitation',
        action: 'Rejoindre',
        done: 'Bienvenue : vous pouvez vous connecter.',
      },
    },
    name: 'Votre nom',
    password: 'Mot de passe, 15 caractères au moins : plusieurs mots en font un bon',
    otherPassword: 'Je n’ai pas choisi mon mot de passe à l’inscription, ou j’en veux un autre',
    labels: { name: 'Le nom', password: 'Le mot de passe' },
    incomplete: 'Cette adresse est incomplète : ouvrez le lien entier du message.',
    save: 'Enregistrer le reçu',
    offline: 'Le serveur n’a pas répondu. Réessayez dans un instant.',
    script: 'Cette page a besoin de JavaScript.',
  },
};

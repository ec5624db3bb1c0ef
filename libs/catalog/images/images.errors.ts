import { defineProblems, type LocalText, type Problem, problem } from '#platform/problems';

export const imagesProblems = defineProblems('catalog', {
  image_refused: problem(422, 'Image refused', 'Image refusée', {
    en: 'Nothing of the image was kept. {reason}',
    fr: 'Rien de l’image n’a été conservé. {reason}',
  }),
  image_not_found: problem(404, 'Image not found', 'Image introuvable', {
    en: 'There is no such image, or it was deleted or replaced. Read the app again to find its images.',
    fr: 'Cette image n’existe pas, ou elle a été supprimée ou remplacée. Relisez l’application pour trouver ses images.',
  }),
  too_many_screenshots: problem(409, 'Too many screenshots', 'Trop de captures d’écran', {
    en: 'An app may have {most} screenshots. Delete one, and send this one again.',
    fr: 'Une application peut avoir {most} captures d’écran. Supprimez-en une, puis renvoyez celle-ci.',
  }),
  screenshots_differ: problem(409, 'Not these screenshots', 'Pas ces captures d’écran', {
    en: 'The order has to name each screenshot of the app once. Read its images again, and send all of their ids.',
    fr: 'L’ordre doit nommer chaque capture d’écran de l’application une seule fois. Relisez ses images, puis envoyez tous leurs identifiants.',
  }),
  images_busy: problem(503, 'Too many images at once', 'Trop d’images à la fois', {
    en: 'Other images are still being converted, and this one was not kept. Send it again in {seconds} s.',
    fr: 'D’autres images sont en cours de conversion, et celle-ci n’a pas été conservée. Renvoyez-la dans {seconds} s.',
  }),
});

/** Why an image is refused, as a client reads it in `reason`. */
export type ImageReason =
  | 'unknown_format'
  | 'other_type'
  | 'incomplete'
  | 'too_large'
  | 'too_many_scans'
  | 'damaged'
  | 'too_slow';

const reasons: Readonly<Record<ImageReason, LocalText>> = {
  unknown_format: {
    en: 'It is neither PNG nor JPEG nor WebP. Save it in one of these formats.',
    fr: 'Elle n’est ni PNG, ni JPEG, ni WebP. Enregistrez-la dans l’un de ces formats.',
  },
  other_type: {
    en: 'Its content is of another type than Content-Type says. Send it with the type that it has.',
    fr: 'Son contenu est d’un autre type que ne l’annonce Content-Type. Envoyez-la avec le type qu’elle a.',
  },
  incomplete: {
    en: 'The file ends before the image does. Check the file, and send it again.',
    fr: 'Le fichier se termine avant l’image. Vérifiez le fichier et renvoyez-le.',
  },
  too_large: {
    en: 'It has more than 25 million pixels, or a side of more than 16,383. Make it smaller.',
    fr: 'Elle a plus de 25 millions de pixels, ou un côté de plus de 16 383. Réduisez-la.',
  },
  too_many_scans: {
    en: 'It is a JPEG of more than 50 scans, which takes too long to decode. Save it anew, as a usual JPEG.',
    fr: 'C’est un JPEG de plus de 50 passes, trop long à décoder. Enregistrez-la à nouveau, en JPEG ordinaire.',
  },
  damaged: {
    en: 'It cannot be read to its end. Save it anew with another program.',
    fr: 'Elle ne peut pas être lue jusqu’à sa fin. Enregistrez-la à nouveau avec un autre programme.',
  },
  too_slow: {
    en: 'It took too long to convert. Make it smaller, or save it in another format.',
    fr: 'Sa conversion a pris trop de temps. Réduisez-la, ou enregistrez-la dans un autre format.',
  },
};

/** The problem `image_refused` (422), with the member `reason`. */
export function imageRefused(reason: ImageReason, cause?: unknown): Problem {
  return imagesProblems.image_refused({ reason: reasons[reason] }, { extensions: { reason }, cause });
}

import { Module } from '@nestjs/common';
import { AddictionsController } from '../addictions/addictions.controller.js';
import { AttachmentsController } from '../attachments/attachments.controller.js';
import { AttachmentsService } from '../attachments/attachments.service.js';
import { JournalDemo } from '../demo/journal-demo.js';
import { EntriesController } from '../entries/entries.controller.js';
import { JournalModule } from '../journal.module.js';
import { PaymentProvidersController } from '../payment-providers/payment-providers.controller.js';
import { PaymentProvidersService } from '../payment-providers/payment-providers.service.js';
import { ProductsController } from '../products/products.controller.js';
import { ProductsService } from '../products/products.service.js';
import { JournalProfileController } from '../profile/profile.controller.js';
import { ProfileService } from '../profile/profile.service.js';
import { ProgressController } from '../progress/progress.controller.js';
import { ProgressService } from '../progress/progress.service.js';
import { PaymentEventListController } from '../purchases/payment-event-list.controller.js';
import { PaymentEventsController } from '../purchases/payment-events.controller.js';
import { PaymentLedger } from '../purchases/payment-ledger.js';
import { PurchasesController } from '../purchases/purchases.controller.js';
import { PurchasesService } from '../purchases/purchases.service.js';
import { RelapsesController } from '../relapses/relapses.controller.js';
import { RemindersController } from '../reminders/reminders.controller.js';
import { RemindersService } from '../reminders/reminders.service.js';
import { SyncController } from '../sync/sync.controller.js';
import { SyncService } from '../sync/sync.service.js';

/** The routes of the journal. */
@Module({
  imports: [JournalModule],
  controllers: [
    EntriesController,
    AttachmentsController,
    AddictionsController,
    RelapsesController,
    SyncController,
    ProgressController,
    JournalProfileController,
    RemindersController,
    ProductsController,
    PaymentProvidersController,
    PurchasesController,
    PaymentEventsController,
    PaymentEventListController,
  ],
  providers: [
    AttachmentsService,
    SyncService,
    ProgressService,
    ProfileService,
    RemindersService,
    ProductsService,
    PaymentProvidersService,
    PaymentLedger,
    PurchasesService,
    JournalDemo,
  ],
})
export class JournalHttpModule {}

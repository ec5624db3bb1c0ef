import { Module } from '@nestjs/common';
import { HouseMoves } from './house-moves.js';

/** For what works by itself and must rest while the house moves. */
@Module({ providers: [HouseMoves], exports: [HouseMoves] })
export class MovingModule {}

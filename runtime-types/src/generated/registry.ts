// Generated from the chain's metadata by `npm run generate`. Do not edit.
/* eslint-disable */


// import type lookup before we augment - in some environments
// this is required to allow for ambient/previous definitions
import '@polkadot/types/types/registry';

import type { FrameSupportDispatchDispatchClass, FrameSupportDispatchPays, FrameSupportDispatchPerDispatchClassU32, FrameSupportDispatchPerDispatchClassWeight, FrameSupportDispatchPerDispatchClassWeightsPerClass, FrameSupportTokensMiscIdAmount, FrameSystemAccountInfo, FrameSystemCall, FrameSystemDispatchEventInfo, FrameSystemError, FrameSystemEvent, FrameSystemEventRecord, FrameSystemExtensionsCheckGenesis, FrameSystemExtensionsCheckNonZeroSender, FrameSystemExtensionsCheckNonce, FrameSystemExtensionsCheckSpecVersion, FrameSystemExtensionsCheckTxVersion, FrameSystemExtensionsCheckWeight, FrameSystemLastRuntimeUpgradeInfo, FrameSystemLimitsBlockLength, FrameSystemLimitsBlockWeights, FrameSystemLimitsWeightsPerClass, FrameSystemPhase, PalletBalancesAccountData, PalletBalancesCall, PalletBalancesError, PalletBalancesEvent, PalletDisputesCall, PalletDisputesCursor, PalletDisputesDispute, PalletDisputesDisputeOrigin, PalletDisputesDisputedStep, PalletDisputesError, PalletDisputesEvent, PalletDisputesGamePhase, PalletDisputesHoldReason, PalletDisputesJudgement, PalletDisputesMove, PalletDisputesOperandOpening, PalletDisputesParams, PalletDisputesSide, PalletDisputesSignedMove, PalletDisputesStepTree, PalletDisputesSubject, PalletStakesCall, PalletStakesError, PalletStakesEvent, PalletStakesHoldReason, PalletStakesParams, PalletStakesPeer, PalletStakesRegistration, PalletStakesRole, PalletStakesUnbondingChunk, PalletStakesWeightBranch, PalletStakesWeightLeaf, PalletSudoCall, PalletSudoError, PalletSudoEvent, PalletTasksBlob, PalletTasksCall, PalletTasksDatasetRef, PalletTasksDrawnVerifier, PalletTasksError, PalletTasksEvent, PalletTasksExpiryReason, PalletTasksHoldReason, PalletTasksPaidReason, PalletTasksParams, PalletTasksProfileReport, PalletTasksProgramRef, PalletTasksProgress, PalletTasksProvenModel, PalletTasksServed, PalletTasksSlashReason, PalletTasksTask, PalletTasksTaskSpec, PalletTasksTaskStatus, PalletTasksVerdict, PalletTasksVerificationMode, PalletTimestampCall, PalletTransactionPaymentChargeTransactionPayment, PalletTransactionPaymentEvent, PalletTransactionPaymentFeeDetails, PalletTransactionPaymentInclusionFee, PalletTransactionPaymentRuntimeDispatchInfo, PalletUtilityCall, PalletUtilityError, PalletUtilityEvent, PlumblineAuthorshipAuthorityId, PlumblineAuthorshipConfiguration, PlumblineRuntimeRuntime, PlumblineRuntimeRuntimeError, PlumblineRuntimeRuntimeHoldReason, SpArithmeticArithmeticError, SpInherentsCheckInherentsResult, SpInherentsInherentData, SpRuntimeBlock, SpRuntimeDigest, SpRuntimeDigestDigestItem, SpRuntimeDispatchError, SpRuntimeExtrinsicInclusionMode, SpRuntimeHeader, SpRuntimeModuleError, SpRuntimeMultiSignature, SpRuntimeProvingTrieTrieError, SpRuntimeTokenError, SpRuntimeTransactionValidityInvalidTransaction, SpRuntimeTransactionValidityTransactionSource, SpRuntimeTransactionValidityTransactionValidityError, SpRuntimeTransactionValidityUnknownTransaction, SpRuntimeTransactionValidityValidTransaction, SpRuntimeTransactionalError, SpVersionRuntimeVersion, SpWeightsRuntimeDbWeight, SpWeightsWeightV2Weight } from '@polkadot/types/lookup';

declare module '@polkadot/types/types/registry' {
  interface InterfaceTypes {
    FrameSupportDispatchDispatchClass: FrameSupportDispatchDispatchClass;
    FrameSupportDispatchPays: FrameSupportDispatchPays;
    FrameSupportDispatchPerDispatchClassU32: FrameSupportDispatchPerDispatchClassU32;
    FrameSupportDispatchPerDispatchClassWeight: FrameSupportDispatchPerDispatchClassWeight;
    FrameSupportDispatchPerDispatchClassWeightsPerClass: FrameSupportDispatchPerDispatchClassWeightsPerClass;
    FrameSupportTokensMiscIdAmount: FrameSupportTokensMiscIdAmount;
    FrameSystemAccountInfo: FrameSystemAccountInfo;
    FrameSystemCall: FrameSystemCall;
    FrameSystemDispatchEventInfo: FrameSystemDispatchEventInfo;
    FrameSystemError: FrameSystemError;
    FrameSystemEvent: FrameSystemEvent;
    FrameSystemEventRecord: FrameSystemEventRecord;
    FrameSystemExtensionsCheckGenesis: FrameSystemExtensionsCheckGenesis;
    FrameSystemExtensionsCheckNonZeroSender: FrameSystemExtensionsCheckNonZeroSender;
    FrameSystemExtensionsCheckNonce: FrameSystemExtensionsCheckNonce;
    FrameSystemExtensionsCheckSpecVersion: FrameSystemExtensionsCheckSpecVersion;
    FrameSystemExtensionsCheckTxVersion: FrameSystemExtensionsCheckTxVersion;
    FrameSystemExtensionsCheckWeight: FrameSystemExtensionsCheckWeight;
    FrameSystemLastRuntimeUpgradeInfo: FrameSystemLastRuntimeUpgradeInfo;
    FrameSystemLimitsBlockLength: FrameSystemLimitsBlockLength;
    FrameSystemLimitsBlockWeights: FrameSystemLimitsBlockWeights;
    FrameSystemLimitsWeightsPerClass: FrameSystemLimitsWeightsPerClass;
    FrameSystemPhase: FrameSystemPhase;
    PalletBalancesAccountData: PalletBalancesAccountData;
    PalletBalancesCall: PalletBalancesCall;
    PalletBalancesError: PalletBalancesError;
    PalletBalancesEvent: PalletBalancesEvent;
    PalletDisputesCall: PalletDisputesCall;
    PalletDisputesCursor: PalletDisputesCursor;
    PalletDisputesDispute: PalletDisputesDispute;
    PalletDisputesDisputeOrigin: PalletDisputesDisputeOrigin;
    PalletDisputesDisputedStep: PalletDisputesDisputedStep;
    PalletDisputesError: PalletDisputesError;
    PalletDisputesEvent: PalletDisputesEvent;
    PalletDisputesGamePhase: PalletDisputesGamePhase;
    PalletDisputesHoldReason: PalletDisputesHoldReason;
    PalletDisputesJudgement: PalletDisputesJudgement;
    PalletDisputesMove: PalletDisputesMove;
    PalletDisputesOperandOpening: PalletDisputesOperandOpening;
    PalletDisputesParams: PalletDisputesParams;
    PalletDisputesSide: PalletDisputesSide;
    PalletDisputesSignedMove: PalletDisputesSignedMove;
    PalletDisputesStepTree: PalletDisputesStepTree;
    PalletDisputesSubject: PalletDisputesSubject;
    PalletStakesCall: PalletStakesCall;
    PalletStakesError: PalletStakesError;
    PalletStakesEvent: PalletStakesEvent;
    PalletStakesHoldReason: PalletStakesHoldReason;
    PalletStakesParams: PalletStakesParams;
    PalletStakesPeer: PalletStakesPeer;
    PalletStakesRegistration: PalletStakesRegistration;
    PalletStakesRole: PalletStakesRole;
    PalletStakesUnbondingChunk: PalletStakesUnbondingChunk;
    PalletStakesWeightBranch: PalletStakesWeightBranch;
    PalletStakesWeightLeaf: PalletStakesWeightLeaf;
    PalletSudoCall: PalletSudoCall;
    PalletSudoError: PalletSudoError;
    PalletSudoEvent: PalletSudoEvent;
    PalletTasksBlob: PalletTasksBlob;
    PalletTasksCall: PalletTasksCall;
    PalletTasksDatasetRef: PalletTasksDatasetRef;
    PalletTasksDrawnVerifier: PalletTasksDrawnVerifier;
    PalletTasksError: PalletTasksError;
    PalletTasksEvent: PalletTasksEvent;
    PalletTasksExpiryReason: PalletTasksExpiryReason;
    PalletTasksHoldReason: PalletTasksHoldReason;
    PalletTasksPaidReason: PalletTasksPaidReason;
    PalletTasksParams: PalletTasksParams;
    PalletTasksProfileReport: PalletTasksProfileReport;
    PalletTasksProgramRef: PalletTasksProgramRef;
    PalletTasksProgress: PalletTasksProgress;
    PalletTasksProvenModel: PalletTasksProvenModel;
    PalletTasksServed: PalletTasksServed;
    PalletTasksSlashReason: PalletTasksSlashReason;
    PalletTasksTask: PalletTasksTask;
    PalletTasksTaskSpec: PalletTasksTaskSpec;
    PalletTasksTaskStatus: PalletTasksTaskStatus;
    PalletTasksVerdict: PalletTasksVerdict;
    PalletTasksVerificationMode: PalletTasksVerificationMode;
    PalletTimestampCall: PalletTimestampCall;
    PalletTransactionPaymentChargeTransactionPayment: PalletTransactionPaymentChargeTransactionPayment;
    PalletTransactionPaymentEvent: PalletTransactionPaymentEvent;
    PalletTransactionPaymentFeeDetails: PalletTransactionPaymentFeeDetails;
    PalletTransactionPaymentInclusionFee: PalletTransactionPaymentInclusionFee;
    PalletTransactionPaymentRuntimeDispatchInfo: PalletTransactionPaymentRuntimeDispatchInfo;
    PalletUtilityCall: PalletUtilityCall;
    PalletUtilityError: PalletUtilityError;
    PalletUtilityEvent: PalletUtilityEvent;
    PlumblineAuthorshipAuthorityId: PlumblineAuthorshipAuthorityId;
    PlumblineAuthorshipConfiguration: PlumblineAuthorshipConfiguration;
    PlumblineRuntimeRuntime: PlumblineRuntimeRuntime;
    PlumblineRuntimeRuntimeError: PlumblineRuntimeRuntimeError;
    PlumblineRuntimeRuntimeHoldReason: PlumblineRuntimeRuntimeHoldReason;
    SpArithmeticArithmeticError: SpArithmeticArithmeticError;
    SpInherentsCheckInherentsResult: SpInherentsCheckInherentsResult;
    SpInherentsInherentData: SpInherentsInherentData;
    SpRuntimeBlock: SpRuntimeBlock;
    SpRuntimeDigest: SpRuntimeDigest;
    SpRuntimeDigestDigestItem: SpRuntimeDigestDigestItem;
    SpRuntimeDispatchError: SpRuntimeDispatchError;
    SpRuntimeExtrinsicInclusionMode: SpRuntimeExtrinsicInclusionMode;
    SpRuntimeHeader: SpRuntimeHeader;
    SpRuntimeModuleError: SpRuntimeModuleError;
    SpRuntimeMultiSignature: SpRuntimeMultiSignature;
    SpRuntimeProvingTrieTrieError: SpRuntimeProvingTrieTrieError;
    SpRuntimeTokenError: SpRuntimeTokenError;
    SpRuntimeTransactionValidityInvalidTransaction: SpRuntimeTransactionValidityInvalidTransaction;
    SpRuntimeTransactionValidityTransactionSource: SpRuntimeTransactionValidityTransactionSource;
    SpRuntimeTransactionValidityTransactionValidityError: SpRuntimeTransactionValidityTransactionValidityError;
    SpRuntimeTransactionValidityUnknownTransaction: SpRuntimeTransactionValidityUnknownTransaction;
    SpRuntimeTransactionValidityValidTransaction: SpRuntimeTransactionValidityValidTransaction;
    SpRuntimeTransactionalError: SpRuntimeTransactionalError;
    SpVersionRuntimeVersion: SpVersionRuntimeVersion;
    SpWeightsRuntimeDbWeight: SpWeightsRuntimeDbWeight;
    SpWeightsWeightV2Weight: SpWeightsWeightV2Weight;
  } // InterfaceTypes
} // declare module

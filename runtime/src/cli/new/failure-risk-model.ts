/** The template's model, a logistic regression of half a kilobyte. test/support/failure-risk-model.ts says what is in it. */
export const failureRiskModel: string =
  'CAgSDG1pbGxyYWNlIG5ldzrRAQooCghyZWFkaW5ncwoHd2VpZ2h0cwoEYmlhcxIFbG9naXQiBEdlbW06AAogCgVsb2dpdBIMZmFpbHVyZV9yaX' +
  'NrIgdTaWdtb2lkOgASDGZhaWx1cmUtcmlzayodCAMIARABQgd3ZWlnaHRzSgwK16M9ZmZmP4/C9TwqEAgBEAFCBGJpYXNKBAAAQMFaHwoIcmVh' +
  'ZGluZ3MSEwoRCAESDQoHEgViYXRjaAoCCANiIwoMZmFpbHVyZV9yaXNrEhMKEQgBEg0KBxIFYmF0Y2gKAggBQgQKABANckIKCHJlYWRpbmdzEj' +
  'Z0ZW1wZXJhdHVyZSBpbiDCsEMsIHZpYnJhdGlvbiBpbiBtbS9zLCBsb2FkIGluIHBlcmNlbnQ=';

mail

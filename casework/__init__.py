"""What every case shares: number and access code, sealed identity, timeline, attachments."""
